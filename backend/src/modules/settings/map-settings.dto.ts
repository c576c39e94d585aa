/** Where the base map comes from. Without any of it the application draws its own coarse map. */
export class MapSettingsDto {
  /**
   * Tile server, with {z}, {x} and {y}.
   * @example https://tiles.naif.example/{z}/{x}/{y}.png
   */
  tileUrl?: string;

  /**
   * Whom the map credits.
   * @example © OpenStreetMap contributors
   */
  attribution?: string;

  /**
   * Path of the archive of vector tiles; wins over the tile server.
   * @example /api/settings/map/tiles.pmtiles
   */
  pmtilesUrl?: string;
}
