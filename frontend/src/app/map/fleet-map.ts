import {
  Component,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  model,
  output,
  signal,
  untracked,
} from '@angular/core';
import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { MapCamera } from './camera';
import { MapFrame, reducedMotion } from './map-frame';
import type { MapMarker } from './marker';
import { MapPalette } from './palette';
import type { TrailPoint } from './trail';
import { VehicleLayer, type MapItem } from './vehicle-layer';
import { type Insets, NO_INSETS } from './view-canvas';

/** What the map shows, for the URL and for the subscription. Degrees. */
export interface MapView {
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

/** How near the pointer has to be, beyond the marker itself, CSS pixels. */
const MOUSE_TOLERANCE = 3;
const FINGER_TOLERANCE = 12;
/** Bringing vehicles into view never goes nearer than this. */
const FIT_ZOOM = 15;
/** Who follows from farther away is brought nearer first. */
const FOLLOW_FROM_ZOOM = 11;
const FOLLOW_ZOOM = 14;
/** Farther away a vehicle that is chosen in the list cannot be told from its neighbours. */
const LEAST_ZOOM = 9;
/** How near a selected vehicle is looked at when nothing else says so. */
const SELECTED_ZOOM = 13;

/**
 * The live map of the fleet. Pointing and selecting go both ways: what the list hovers or selects is
 * marked here, and the reverse. Everything that it shows, the list says too.
 */
@Component({
  selector: 'naif-fleet-map',
  imports: [MapFrame],
  host: { '(keydown)': 'press($event)' },
  template: `
    <naif-map-frame
      [label]="t('fleet.map.label')"
      describedBy="naif-map-keys"
      [fitLabel]="t('fleet.map.fit')"
      [layers]="layers"
      [insets]="insets()"
      [locatable]="true"
      (ready)="begin($event)"
      (fit)="fitAll()"
      (locateFailed)="said.set(t('fleet.map.locateFailed'))"
    >
      <ng-content select="[mapButtons]" ngProjectAs="[mapButtons]" />
      <p id="naif-map-keys" class="visually-hidden">{{ t('fleet.map.keys') }}</p>
      <p class="visually-hidden" aria-live="polite">{{ said() }}</p>
    </naif-map-frame>
  `,
  styles: `
    :host,
    naif-map-frame {
      display: block;
      block-size: 100%;
    }
  `,
})
export class FleetMap {
  protected readonly t = injectWords();
  private readonly palette = inject(MapPalette).palette;
  private readonly language = inject(LanguageStore).language;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** Vehicles with a position, in an order that does not change without need. */
  readonly markers = input.required<readonly MapMarker[]>();
  readonly selectedId = model<string | null>(null);
  readonly hoveredId = model<string | null>(null);
  /** Keeps the selected vehicle in the middle. The reader ends it by dragging the map. */
  readonly following = model(false);
  /** The selected vehicle's way of the last minutes, the oldest point first. */
  readonly trail = input<readonly TrailPoint[]>([]);
  readonly insets = input<Insets>(NO_INSETS);
  /** Where to begin; without it the map shows every vehicle as soon as there are some. */
  readonly start = input<Pick<MapView, 'latitude' | 'longitude' | 'zoom'> | null>(null);

  /** The reader wants to open this vehicle. */
  readonly opened = output<string>();
  /** What is shown, after each move. */
  readonly viewChanged = output<MapView>();

  private readonly smooth = !reducedMotion();
  private readonly layer = new VehicleLayer(this.palette(), this.smooth);
  protected readonly layers = [this.layer];
  /** What the keyboard is on, by `MapItem.key`. */
  private readonly focusedKey = signal<string | null>(null);
  /** Spoken to screen readers. */
  protected readonly said = signal('');
  private map: LeafletMap | undefined;
  private camera: MapCamera | undefined;
  private placed = false;

  constructor() {
    effect(() => this.layer.paint(this.palette()));
    effect(() => this.layer.speak(this.language()));
    effect(() => this.layer.trace(this.trail()));
    effect(() =>
      this.layer.emphasise({
        selectedId: this.selectedId(),
        hoveredId: this.hoveredId(),
        focusedKey: this.focusedKey(),
      }),
    );
    effect(() => {
      const markers = this.markers();
      this.layer.show(markers);
      if (!this.placed && markers.length > 0) untracked(() => this.placeFirst());
    });
    effect(() => {
      const id = this.selectedId();
      if (!this.following() || id === null) return;
      const marker = this.markers().find((candidate) => candidate.id === id);
      if (marker !== undefined) untracked(() => this.follow(marker));
    });
    inject(DestroyRef).onDestroy(() => (this.map = undefined));
  }

  /** Brings all vehicles into view. */
  fitAll(): void {
    this.following.set(false);
    this.camera?.fit(this.markers(), FIT_ZOOM);
  }

  /** Brings one vehicle into the free part of the view if it is not there already. */
  reveal(id: string): void {
    const marker = this.markers().find((candidate) => candidate.id === id);
    if (this.map === undefined || this.camera === undefined || marker === undefined) return;
    const zoom = this.map.getZoom();
    if (this.camera.sees(marker) && zoom >= LEAST_ZOOM) return;
    this.camera.centre(marker, Math.max(zoom, SELECTED_ZOOM));
  }

  protected begin(map: LeafletMap): void {
    this.map = map;
    this.camera = new MapCamera(map, this.insets, this.smooth);
    map.on('mousemove', (event) => this.hover(event));
    map.on('mouseout', () => this.hover(undefined));
    map.on('click', (event) => this.click(event));
    map.on('dblclick', (event) => this.doubleClick(event));
    map.on('dragstart', () => this.following.set(false));
    map.on('moveend', () => this.tellView());
    map.doubleClickZoom.disable();
    this.placeFirst();
    this.tellView();
  }

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.ownsFocus(event)) return;
    switch (event.key) {
      case 'n':
      case 'p':
        this.focusBeside(event.key === 'n' ? 1 : -1);
        break;
      case 'Enter':
        this.enter();
        break;
      case 'Escape':
        this.escape();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keys belong to the map itself, not to the buttons on it. */
  private ownsFocus(event: KeyboardEvent): boolean {
    return event.target instanceof Element && event.target.classList.contains('leaflet-container');
  }

  private focusBeside(direction: 1 | -1): void {
    const item = this.layer.itemBeside(this.focusedKey(), direction);
    this.focusedKey.set(item?.key ?? null);
    this.said.set(item === undefined ? this.t('fleet.map.nothing') : this.describe(item));
  }

  private describe(item: MapItem): string {
    if (item.kind === 'cluster') {
      return this.t('fleet.map.cluster', { count: item.members.length });
    }
    const marker = this.markers().find(({ id }) => id === item.id);
    return marker === undefined ? '' : `${marker.label}, ${this.t(`state.${marker.state}`)}`;
  }

  private enter(): void {
    const key = this.focusedKey();
    const item = key === null ? undefined : this.layer.itemWithKey(key);
    if (item === undefined) return;
    if (item.kind === 'vehicle' && item.id === this.selectedId()) this.opened.emit(item.id);
    else this.choose(item);
  }

  private escape(): void {
    if (this.focusedKey() !== null) this.focusedKey.set(null);
    else this.selectedId.set(null);
  }

  private choose(item: MapItem): void {
    if (item.kind === 'vehicle') {
      this.selectedId.set(item.id);
      return;
    }
    this.following.set(false);
    const deepest = this.map !== undefined && this.map.getZoom() >= this.map.getMaxZoom();
    if (deepest) this.selectedId.set(item.members[0]?.id ?? null);
    else this.camera?.fit(item.members, this.map?.getMaxZoom() ?? FIT_ZOOM);
  }

  private hover(event: LeafletMouseEvent | undefined): void {
    const item = event && this.itemUnder(event, MOUSE_TOLERANCE);
    const id = item?.kind === 'vehicle' ? item.id : null;
    if (id !== this.hoveredId()) this.hoveredId.set(id);
    this.map?.getContainer().classList.toggle('over-something', item !== undefined);
  }

  private click(event: LeafletMouseEvent): void {
    // A keyboard "click" of Leaflet has no pointer; a finger is less exact than a mouse.
    const touch = (event.originalEvent as Partial<PointerEvent>).pointerType === 'touch';
    const item = this.itemUnder(event, touch ? FINGER_TOLERANCE : MOUSE_TOLERANCE);
    this.focusedKey.set(null);
    if (item === undefined) this.selectedId.set(null);
    else this.choose(item);
  }

  private doubleClick(event: LeafletMouseEvent): void {
    const item = this.itemUnder(event, MOUSE_TOLERANCE);
    if (item?.kind === 'vehicle') this.opened.emit(item.id);
    else if (item === undefined) this.map?.setZoomAround(event.latlng, this.map.getZoom() + 1);
  }

  private itemUnder({ containerPoint }: LeafletMouseEvent, tolerance: number): MapItem | undefined {
    return this.layer.itemAt(containerPoint.x, containerPoint.y, tolerance);
  }

  /** The view that the URL asks for, or every vehicle. */
  private placeFirst(): void {
    if (this.map === undefined || this.placed) return;
    const start = this.start();
    if (start !== null) {
      this.placed = true;
      this.map.setView([start.latitude, start.longitude], start.zoom, { animate: false });
      return;
    }
    if (this.markers().length === 0) return;
    this.placed = true;
    const selected = this.markers().find(({ id }) => id === this.selectedId());
    if (selected === undefined) this.camera?.fit(this.markers(), FIT_ZOOM, false);
    else this.camera?.centre(selected, SELECTED_ZOOM, false);
  }

  private follow(marker: MapMarker): void {
    if (this.map !== undefined && this.map.getZoom() < FOLLOW_FROM_ZOOM) {
      this.camera?.centre(marker, FOLLOW_ZOOM);
    } else {
      this.camera?.accompany(marker);
    }
  }

  private tellView(): void {
    // Before the first placing the view says nothing about what the reader wants.
    if (this.map === undefined || this.host.nativeElement.clientWidth === 0) return;
    const bounds = this.map.getBounds();
    const { lat, lng } = this.map.getCenter();
    this.viewChanged.emit({
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      latitude: lat,
      longitude: lng,
      zoom: this.map.getZoom(),
    });
  }
}
