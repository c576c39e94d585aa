import { LatLngBounds, type LatLngExpression, type Map as LeafletMap } from 'leaflet';
import type { MapMarker } from './marker';
import type { Insets } from './view-canvas';

/** A place on the ground, degrees. */
type Position = Pick<MapMarker, 'latitude' | 'longitude'>;

/** Room around what is brought into view, CSS pixels; at the right the map's buttons stand. */
const PADDING = 48;
const BUTTONS = 16;
/** Nearer than this to the edge of the free part, a marker counts as out of view. */
const EDGE = 40;

/** Moves the map so that things lie in the part that panels leave free. */
export class MapCamera {
  constructor(
    private readonly map: LeafletMap,
    private readonly insets: () => Insets,
    private readonly smooth: boolean,
  ) {}

  /** Shows all of these, not nearer than `maxZoom`. */
  fit(positions: readonly Position[], maxZoom: number, animate = this.smooth): void {
    const bounds = new LatLngBounds(
      positions.map(({ latitude, longitude }): [number, number] => [latitude, longitude]),
    );
    if (!bounds.isValid()) return;
    const { top, right, bottom, left } = this.insets();
    this.map.fitBounds(bounds, {
      paddingTopLeft: [left + PADDING, top + PADDING],
      paddingBottomRight: [right + PADDING + BUTTONS, bottom + PADDING],
      maxZoom,
      animate,
    });
  }

  /** Puts a position into the middle of the free part. */
  centre(position: Position, zoom: number, animate = this.smooth): void {
    this.map.setView(this.centreFor(position, zoom), zoom, { animate });
  }

  /** Moves along with a vehicle: as long and as even as its marker glides, so that it stays in its place. */
  accompany(position: Position): void {
    const target = this.centreFor(position, this.map.getZoom());
    this.map.panTo(target, { animate: this.smooth, duration: 1, easeLinearity: 1 });
  }

  /** Whether a position is in the free part. */
  sees({ latitude, longitude }: Position): boolean {
    const { x, y } = this.map.latLngToContainerPoint([latitude, longitude]);
    const { x: width, y: height } = this.map.getSize();
    const { top, right, bottom, left } = this.insets();
    return (
      x > left + EDGE && x < width - right - EDGE && y > top + EDGE && y < height - bottom - EDGE
    );
  }

  private centreFor({ latitude, longitude }: Position, zoom: number): LatLngExpression {
    const { top, right, bottom, left } = this.insets();
    const point = this.map.project([latitude, longitude], zoom);
    return this.map.unproject([point.x - (left - right) / 2, point.y - (top - bottom) / 2], zoom);
  }
}
