import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { type Layer, TileLayer } from 'leaflet';
import { firstValueFrom } from 'rxjs';
import type { UnitSystem } from '../format/units';
import type { Language } from '../i18n/language';
import { type Basemap, type PackedBasemap, unpackBasemap } from './basemap-data';
import { BasemapLabels } from './basemap-labels';
import { BasemapTiles } from './basemap-tiles';
import type { Palette } from './palette';
import type { Insets } from './view-canvas';

/** `GET /api/settings/map`: where the ground comes from; nothing set means our own coarse map. */
export interface MapSettings {
  readonly tileUrl?: string;
  readonly attribution?: string;
  readonly pmtilesUrl?: string;
}

/** First bytes of every `.pmtiles` archive (its specification, version 3). */
const PMTILES_MAGIC = 'PMTiles';

/** How the ground is drawn. */
export interface GroundStyle {
  readonly palette: Palette;
  readonly theme: 'light' | 'dark';
  readonly language: Language;
}

/** The layers under everything else, and how they follow theme, language and panels. */
export interface Ground {
  readonly layers: readonly Layer[];
  /** Drawn for one theme: another one needs another ground. */
  readonly themed: boolean;
  paint(palette: Palette): void;
  speak(language: Language): void;
  measure(units: UnitSystem): void;
  inset(insets: Insets): void;
}

/** Makes the ground of a map: configured tiles or archive over our own coarse map, never blank. */
@Service()
export class BaseMaps {
  private readonly http = inject(HttpClient);
  private settings: Promise<MapSettings> | undefined;
  private basemap: Promise<Basemap | undefined> | undefined;

  /** Layers for one map; each map needs its own. Never rejects. */
  async ground(style: GroundStyle): Promise<Ground> {
    const [settings, basemap] = await Promise.all([this.loadSettings(), this.loadBasemap()]);
    const detailed = await this.detailed(settings, style);
    const tiles = basemap && new BasemapTiles(basemap, style.palette);
    // Tiles and archive bring their own names.
    const labels =
      basemap && detailed === undefined ? new BasemapLabels(basemap, style.palette) : undefined;
    labels?.speak(style.language);
    return {
      themed: detailed !== undefined && !(detailed instanceof TileLayer),
      layers: [tiles, labels, detailed].filter((layer) => layer !== undefined),
      paint: (palette) => {
        tiles?.paint(palette);
        labels?.paint(palette);
      },
      speak: (language) => labels?.speak(language),
      measure: (units) => labels?.measure(units),
      inset: (insets) => labels?.inset(insets),
    };
  }

  private loadSettings(): Promise<MapSettings> {
    this.settings ??= firstValueFrom(this.http.get<MapSettings>('/api/settings/map')).catch(() => {
      // Asked again by the next map: the server may be back by then.
      this.settings = undefined;
      return {};
    });
    return this.settings;
  }

  private loadBasemap(): Promise<Basemap | undefined> {
    this.basemap ??= firstValueFrom(
      this.http.get<PackedBasemap>('/basemap/natural-earth.json'),
    ).then(unpackBasemap, () => {
      this.basemap = undefined;
      return undefined;
    });
    return this.basemap;
  }

  private async detailed(settings: MapSettings, style: GroundStyle): Promise<Layer | undefined> {
    const attribution = settings.attribution ?? '';
    if (settings.pmtilesUrl !== undefined && (await this.isArchive(settings.pmtilesUrl))) {
      // Its Leaflet is the global one, which our import of leaflet has set.
      const { leafletLayer } = await import('protomaps-leaflet');
      const { theme, language } = style;
      const options = { url: settings.pmtilesUrl, flavor: theme, lang: language, attribution };
      return leafletLayer(options) as unknown as Layer;
    }
    if (settings.tileUrl === undefined) return undefined;
    return new TileLayer(settings.tileUrl, {
      attribution,
      maxZoom: 19,
      className: 'naif-tiles',
      // Tile servers ask for it (OpenStreetMap's tile usage policy); the origin alone is told.
      referrerPolicy: 'strict-origin-when-cross-origin',
    });
  }

  /** Whether an archive is there and can be read in parts; the layer would paint grey over our map. */
  private async isArchive(url: string): Promise<boolean> {
    try {
      const headers = { Range: `bytes=0-${PMTILES_MAGIC.length - 1}` };
      const answer = this.http.get(url, { headers, responseType: 'text', observe: 'response' });
      const { status, body } = await firstValueFrom(answer);
      return status === 206 && body === PMTILES_MAGIC;
    } catch {
      return false;
    }
  }
}
