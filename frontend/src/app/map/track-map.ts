import { Component, computed, DestroyRef, effect, inject, input, model } from '@angular/core';
import { LatLngBounds, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { MapFrame } from './map-frame';
import { toPosition, toWorld } from './mercator';
import { MapPalette } from './palette';
import { nearestVertex, SPEED_BANDS_KMH, stretches, type TrackPoint } from './track';
import { TrackLayer } from './track-layer';

/** So near (CSS pixels) the pointer takes the track's point. */
const REACH = 24;

/**
 * One vehicle's track, coloured by speed. The cursor is shared with whatever shows the same points
 * over time: the map moves it when the pointer runs along the track, and follows it otherwise.
 */
@Component({
  selector: 'naif-track-map',
  imports: [MapFrame],
  template: `
    <naif-map-frame
      [label]="t('fleet.map.track')"
      [fitLabel]="t('fleet.map.fitTrack')"
      [layers]="layers"
      (ready)="begin($event)"
      (fit)="fitAll()"
    />
    @if (track().length > 0) {
      <div class="legend tabular" role="img" [attr.aria-label]="legend()">
        @for (band of bands(); track band.colour) {
          <span class="band">
            <i [style.background]="band.colour"></i>
            <span>{{ band.from }}</span>
          </span>
        }
        <span>{{ unit() }}</span>
      </div>
    } @else {
      <p class="empty">{{ t('fleet.map.noTrack') }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      position: relative;
      min-block-size: 240px;
    }
    naif-map-frame {
      position: absolute;
      inset: 0;
      border-radius: inherit;
    }
    .legend,
    .empty {
      position: absolute;
      z-index: 1;
      inset-block-end: 10px;
      inset-inline-start: 10px;
      border-radius: 8px;
      padding: 4px 8px;
      background: color-mix(in srgb, var(--raised) 88%, transparent);
      color: var(--quiet);
      font-size: 11px;
    }
    .legend {
      display: flex;
      align-items: end;
      gap: 4px;
    }
    .band {
      display: grid;
      gap: 2px;
      inline-size: 26px;
    }
    .band i {
      block-size: 5px;
      border-radius: 2px;
    }
    .empty {
      inset: 50% auto auto 50%;
      translate: -50% -50%;
      padding: 8px 12px;
      font-size: 14px;
    }
  `,
})
export class TrackMap {
  protected readonly t = injectWords();
  private readonly format = inject(Format);
  private readonly palette = inject(MapPalette).palette;

  /** The track in the order of time; points without a position are allowed. */
  readonly points = input.required<readonly TrackPoint[]>();
  /** Index of the point that is looked at; `null`: none. */
  readonly cursorIndex = model<number | null>(null);

  protected readonly track = computed(() => stretches(this.points()));
  protected readonly bands = computed(() =>
    [0, ...SPEED_BANDS_KMH].map((from, band) => ({
      from: this.format.parts(from, 'km/h').number,
      colour: `var(--speed-${band + 1})`,
    })),
  );
  protected readonly unit = computed(() => this.format.parts(null, 'km/h').unit);
  protected readonly legend = computed(() =>
    this.t('fleet.map.legend', { speed: this.format.quantity(SPEED_BANDS_KMH.at(-1), 'km/h') }),
  );

  private readonly layer = new TrackLayer(this.palette());
  protected readonly layers = [this.layer];
  private map: LeafletMap | undefined;
  private fitted = false;

  constructor() {
    effect(() => this.layer.paint(this.palette()));
    effect(() => this.layer.mark(this.cursorIndex()));
    effect(() => {
      this.layer.show(this.track());
      // Only the first track is brought into view: a growing one must not tear the map away.
      if (!this.fitted) this.fitAll();
    });
    inject(DestroyRef).onDestroy(() => (this.map = undefined));
  }

  protected begin(map: LeafletMap): void {
    this.map = map;
    map.on('mousemove', (event) => this.pointAt(event));
    map.on('click', (event) => this.pointAt(event));
    map.on('mouseout', () => this.cursorIndex.set(null));
    this.fitAll();
  }

  /** Brings the whole track into view. */
  protected fitAll(): void {
    const bounds = new LatLngBounds([]);
    for (const vertex of this.track().flat()) {
      const { latitude, longitude } = toPosition(vertex);
      bounds.extend([latitude, longitude]);
    }
    if (this.map === undefined || !bounds.isValid()) return;
    this.fitted = true;
    this.map.fitBounds(bounds, { padding: [32, 32], maxZoom: 15, animate: false });
  }

  private pointAt({ latlng }: LeafletMouseEvent): void {
    if (this.map === undefined) return;
    const within = REACH / 2 ** this.map.getZoom();
    const vertex = nearestVertex(this.track(), toWorld(latlng.lat, latlng.lng), within);
    if (vertex !== undefined) this.cursorIndex.set(vertex.index);
  }
}
