import {
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  ViewEncapsulation,
} from '@angular/core';
import { LeafletDirective, LeafletLayersDirective } from '@bluehalo/ngx-leaflet';
import {
  control,
  type Control,
  type Layer,
  type Map as LeafletMap,
  type MapOptions,
} from 'leaflet';
import { Reader } from '../format/reader';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Theme } from '../ui/theme';
import { BaseMaps, type Ground } from './base-maps';
import { MapPalette } from './palette';
import { type Insets, NO_INSETS } from './view-canvas';

/** The view before anything is known: France and its neighbours. */
const FIRST_VIEW = { center: [48.6, 5.2], zoom: 5 } satisfies MapOptions;

/** Nothing that a reader does moves the map. */
const STILL = {
  boxZoom: false,
  doubleClickZoom: false,
  dragging: false,
  keyboard: false,
  scrollWheelZoom: false,
  touchZoom: false,
} satisfies MapOptions;

/** A map with its ground, scale and buttons; what is on it comes from outside as layers. */
@Component({
  selector: 'naif-map-frame',
  imports: [Icon, LeafletDirective, LeafletLayersDirective],
  encapsulation: ViewEncapsulation.None,
  host: {
    '[class.still]': 'still()',
    '[style.--map-inset-top.px]': 'insets().top',
    '[style.--map-inset-right.px]': 'insets().right',
    '[style.--map-inset-bottom.px]': 'insets().bottom',
    '(document:fullscreenchange)': 'followFullscreen()',
  },
  template: `
    <div
      leaflet
      [attr.role]="still() ? 'group' : 'application'"
      [attr.aria-label]="label()"
      [attr.aria-describedby]="describedBy() || null"
      [leafletOptions]="options()"
      [leafletLayers]="allLayers()"
      (leafletMapReady)="begin($event)"
    ></div>
    @if (!still()) {
      <div class="naif-map-buttons" role="group" [attr.aria-label]="t('fleet.map.buttons')">
        <div class="naif-map-group">
          <button
            type="button"
            [title]="t('fleet.map.zoomIn')"
            [attr.aria-label]="t('fleet.map.zoomIn')"
            [disabled]="zoom() >= maxZoom"
            (click)="zoomBy(1)"
          >
            <naif-icon name="add" />
          </button>
          <button
            type="button"
            [title]="t('fleet.map.zoomOut')"
            [attr.aria-label]="t('fleet.map.zoomOut')"
            [disabled]="zoom() <= minZoom"
            (click)="zoomBy(-1)"
          >
            <naif-icon name="remove" />
          </button>
        </div>
        <div class="naif-map-group">
          <button
            type="button"
            [title]="fitLabel()"
            [attr.aria-label]="fitLabel()"
            (click)="fit.emit()"
          >
            <naif-icon name="fit_screen" />
          </button>
          @if (locatable()) {
            <button
              type="button"
              [title]="t('fleet.map.locate')"
              [attr.aria-label]="t('fleet.map.locate')"
              (click)="locate()"
            >
              <naif-icon name="my_location" />
            </button>
          }
          @if (canFullscreen) {
            <button
              type="button"
              [title]="fullscreenLabel()"
              [attr.aria-label]="fullscreenLabel()"
              (click)="toggleFullscreen()"
            >
              <naif-icon [name]="fullscreen() ? 'fullscreen_exit' : 'fullscreen'" />
            </button>
          }
        </div>
        <ng-content select="[mapButtons]" />
      </div>
    }
    <ng-content />
  `,
  styleUrl: './map-frame.scss',
})
export class MapFrame {
  protected readonly t = injectWords();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly baseMaps = inject(BaseMaps);
  private readonly palette = inject(MapPalette).palette;
  private readonly theme = inject(Theme).current;
  private readonly language = inject(LanguageStore).language;
  private readonly units = inject(Reader).units;

  /** What the map is, for screen readers. */
  readonly label = input.required<string>();
  /** Id of an element that tells how to use it by keyboard. */
  readonly describedBy = input('');
  /** What is drawn on the ground, the lowest first. */
  readonly layers = input<readonly Layer[]>([]);
  /** Room that panels take at the edges, CSS pixels. */
  readonly insets = input<Insets>(NO_INSETS);
  /** What the "show everything" button is called. */
  readonly fitLabel = input('');
  /** A picture of a place: it cannot be moved and has no buttons. */
  readonly still = input(false);
  /** Offers to show where the reader is. */
  readonly locatable = input(false);

  /** The map exists and may be moved. */
  readonly ready = output<LeafletMap>();
  /** The reader wants to see everything. */
  readonly fit = output();
  /** The browser could not, or may not, tell where the reader is. */
  readonly locateFailed = output();

  protected readonly minZoom = 3;
  protected readonly maxZoom = 18;
  protected readonly options = computed<MapOptions>(() => ({
    ...FIRST_VIEW,
    minZoom: this.minZoom,
    maxZoom: this.maxZoom,
    zoomControl: false,
    attributionControl: false,
    ...(reducedMotion() ? { zoomAnimation: false, fadeAnimation: false, inertia: false } : {}),
    ...(this.still() ? STILL : {}),
  }));

  private readonly ground = signal<Ground | undefined>(undefined);
  protected readonly allLayers = computed(() => [
    ...(this.ground()?.layers ?? []),
    ...this.layers(),
  ]);
  protected readonly zoom = signal<number>(FIRST_VIEW.zoom);
  protected readonly canFullscreen = this.host.nativeElement.ownerDocument.fullscreenEnabled;
  protected readonly fullscreen = signal(false);
  protected readonly fullscreenLabel = computed(() =>
    this.t(this.fullscreen() ? 'fleet.map.fullscreenExit' : 'fleet.map.fullscreen'),
  );

  private readonly map = signal<LeafletMap | undefined>(undefined);

  constructor() {
    effect(() => {
      const theme = this.theme();
      const ground = untracked(this.ground);
      if (ground === undefined || ground.themed) untracked(() => void this.layGround(theme));
    });
    effect(() => this.ground()?.paint(this.palette()));
    effect(() => this.ground()?.speak(this.language()));
    effect(() => this.ground()?.measure(this.units()));
    effect((undo) => {
      const scale = this.layScale();
      undo(() => scale?.remove());
    });
    effect(() => this.ground()?.inset(this.insets()));
    const destroy = inject(DestroyRef);
    if (typeof ResizeObserver !== 'undefined') {
      const observer = new ResizeObserver(() => this.map()?.invalidateSize({ pan: false }));
      observer.observe(this.host.nativeElement);
      destroy.onDestroy(() => observer.disconnect());
    }
  }

  protected begin(map: LeafletMap): void {
    this.map.set(map);
    control.attribution({ prefix: false, position: 'bottomright' }).addTo(map);
    map.on('zoomend', () => this.zoom.set(map.getZoom()));
    map.on('locationerror', () => this.locateFailed.emit());
    this.ready.emit(map);
  }

  protected zoomBy(steps: number): void {
    this.map()?.setZoom(this.zoom() + steps);
  }

  protected locate(): void {
    this.map()?.locate({ setView: true, maxZoom: 14, timeout: 10_000 });
  }

  protected async toggleFullscreen(): Promise<void> {
    const { ownerDocument } = this.host.nativeElement;
    if (ownerDocument.fullscreenElement === null) {
      await this.fullscreenTarget().requestFullscreen();
    } else {
      await ownerDocument.exitFullscreen();
    }
  }

  protected followFullscreen(): void {
    this.fullscreen.set(this.host.nativeElement.ownerDocument.fullscreenElement !== null);
  }

  /** The nearest element that wants to be full screen with the map (list and card beside it). */
  private fullscreenTarget(): HTMLElement {
    const host = this.host.nativeElement;
    return host.closest<HTMLElement>('[data-fullscreen]') ?? host;
  }

  /** In the reader's units; another one takes its place when they change. */
  private layScale(): Control.Scale | undefined {
    const map = this.map();
    if (map === undefined || this.still()) return undefined;
    const metric = this.units() === 'metric';
    const options = { metric, imperial: !metric, maxWidth: 120 } as const;
    return control.scale({ ...options, position: 'bottomright' }).addTo(map);
  }

  private async layGround(theme: 'light' | 'dark'): Promise<void> {
    const style = {
      palette: this.palette(),
      theme,
      language: this.language(),
    };
    const ground = await this.baseMaps.ground(style);
    // The reader may have gone on to another theme meanwhile.
    if (!ground.themed || theme === this.theme()) this.ground.set(ground);
  }
}

/** Whether the reader's system asks for less motion. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
