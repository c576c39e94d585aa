import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { FleetStore } from '../live/fleet-store';
import type { Bounds } from '../live/frames';
import { LiveConnection } from '../live/live-connection';
import { FleetMap, type MapView } from '../map/fleet-map';
import { NO_INSETS } from '../map/view-canvas';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { Drawer } from './drawer';
import { injectMedia, WIDE } from './media';
import type { SheetStop } from './drawer-size';
import { FleetEntries } from './fleet-entries';
import { type FleetEntry, isPlaced, type PlacedEntry } from './fleet-entry';
import { countStates, matches, sorted } from './fleet-filter';
import { FleetFilters } from './fleet-filters';
import { FleetList } from './fleet-list';
import { FleetQuery } from './fleet-query';
import { TrailStore } from './trail-store';
import { VehicleCard } from './vehicle-card';
import { VehicleDirectoryStore } from './vehicle-directory-store';
import { VehicleTip } from './vehicle-tip';
import { boundsToWatch } from './watched-bounds';

/** The server is asked to search when typing pauses. */
const SEARCH_PAUSE_MS = 300;
/** Height of the card with its margins on narrow screens, CSS pixels. */
const CARD_HEIGHT = 206;
/** Plates on the map are asked for when so few vehicles are in view that they can be read. */
const NAMES_ON_MAP_UP_TO = 60;

/** The live map of the fleet with its list: who is where, and who has fallen silent. */
@Component({
  selector: 'naif-fleet-page',
  imports: [
    Drawer,
    EmptyState,
    ErrorState,
    FleetFilters,
    FleetList,
    FleetMap,
    Icon,
    VehicleCard,
    VehicleTip,
  ],
  providers: [FleetQuery],
  host: {
    'data-fullscreen': '',
  },
  templateUrl: './fleet-page.html',
  styleUrl: './fleet-page.scss',
})
export class FleetPage {
  protected readonly t = injectWords();
  private readonly format = inject(Format);
  private readonly router = inject(Router);
  private readonly now = inject(Now);
  private readonly store = inject(FleetStore);
  private readonly entries = inject(FleetEntries);
  private readonly trails = inject(TrailStore);
  protected readonly connection = inject(LiveConnection).state;
  protected readonly directory = inject(VehicleDirectoryStore);
  protected readonly query = inject(FleetQuery);

  private readonly drawer = viewChild(Drawer);
  private readonly list = viewChild(FleetList);
  private readonly map = viewChild.required(FleetMap);

  private readonly wide = injectMedia(WIDE);
  /** On a phone list and card do not fit together: who chooses a vehicle sees map and card. */
  protected readonly stop = linkedSignal<SheetStop>(() =>
    this.query.selectedId() === null ? 'half' : 'peek',
  );
  protected readonly pageHeight = signal(0);
  protected readonly hoveredId = signal<string | null>(null);
  protected readonly pointer = signal({ x: 0, y: 0, flip: false });
  protected readonly overMap = signal(false);
  private readonly watched = signal<Bounds | null | undefined>(undefined);
  private readonly view = signal<Bounds | null>(null);

  /** Vehicles that the search lets through. */
  private readonly found = computed(() => {
    const query = this.query.search();
    return this.entries.entries().filter((entry) => matches(entry, query));
  });
  /** And the states: what list and map show. */
  private readonly filtered = computed(() => {
    const states = this.query.states();
    return states.size === 0 ? this.found() : this.found().filter(({ state }) => states.has(state));
  });
  /** Ages are told in minutes where they order the list: no need to sort every second for them. */
  private readonly minute = computed(() => Math.floor(this.now.ms() / 60_000) * 60_000);
  protected readonly shown = computed(() =>
    sorted(this.filtered(), this.query.sort(), this.minute(), this.entries.ranks()),
  );
  protected readonly markers = computed<readonly PlacedEntry[]>(() =>
    this.filtered().filter(isPlaced),
  );
  protected readonly selected = computed(() => this.entryOf(this.query.selectedId()));
  protected readonly hovered = computed(() => this.entryOf(this.hoveredId()));
  protected readonly trail = this.trails.trail;
  protected readonly drawerInsets = computed(() => this.drawer()?.insets() ?? NO_INSETS);
  /** What the map has to keep clear: on a phone the card lies across it. */
  protected readonly insets = computed(() => {
    const insets = this.drawerInsets();
    const covered = !this.wide() && this.query.selectedId() !== null ? CARD_HEIGHT : 0;
    return { ...insets, bottom: insets.bottom + covered };
  });

  /** The whole fleet by state: ours while we know all of it and nothing is searched, else the server's. */
  protected readonly counts = computed(() => {
    const searching = this.query.search() !== '';
    const counted = this.store.counts();
    return this.directory.isWhole() || searching || counted === null
      ? countStates(this.found())
      : counted;
  });
  protected readonly summary = computed(() => {
    const shown = this.format.number(this.shown().length);
    const total = this.directory.total();
    return total === null || total === this.shown().length
      ? this.t('fleet.count', { count: shown })
      : this.t('fleet.countOf', { count: shown, total: this.format.number(total) });
  });
  protected readonly loading = computed(
    () => this.directory.total() === null && this.directory.problem() === null,
  );
  /** Time of the newest frame, to be told while nothing newer comes. */
  protected readonly frozenAt = computed(() => {
    const at = this.store.fleet().at;
    return this.store.live() || at === 0 ? null : this.format.time(at, 'seconds');
  });

  constructor() {
    void this.directory.load();
    this.watchWhatIsShown();
    this.searchOnServer();
    this.keepTrail();
    this.nameWhatIsOnMap();
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const destroy = inject(DestroyRef);
    afterNextRender(() => {
      const observer = new ResizeObserver(() => this.pageHeight.set(host.clientHeight));
      observer.observe(host);
      destroy.onDestroy(() => observer.disconnect());
      this.pageHeight.set(host.clientHeight);
    });
    destroy.onDestroy(() => {
      this.store.unwatch();
      void this.trails.follow(null, 0);
    });
  }

  protected open(id: string): void {
    void this.router.navigate(['/vehicle', id]);
  }

  /** Chosen in the list: the map goes there. On a phone the sheet makes room for it. */
  protected chooseInList(id: string | null): void {
    this.query.selectedId.set(id);
    if (id === null) return;
    // With the next frame: the sheet has made room by then.
    requestAnimationFrame(() => this.map().reveal(id));
  }

  protected moved({ bounds, latitude, longitude, zoom }: MapView): void {
    this.view.set(bounds);
    this.query.place.set({ latitude, longitude, zoom });
  }

  /** The tip stands beside the pointer, on the side where there is room. */
  protected point(event: PointerEvent): void {
    const map = event.currentTarget as Element;
    const { left, top, width } = map.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    this.pointer.set({ x, y, flip: x > width - 280 });
  }

  protected beginSearch(): void {
    this.drawer()?.open();
  }

  protected goToList(): void {
    this.list()?.focus();
  }

  protected clearFilters(): void {
    this.query.search.set('');
    this.query.states.set(new Set());
  }

  /** Names of rows that are looked at, for fleets whose names are not all known. */
  protected nameRows(ids: readonly string[]): void {
    if (this.directory.total() !== null) this.directory.want(ids);
  }

  private entryOf(id: string | null): FleetEntry | null {
    if (id === null) return null;
    return this.entries.entries().find((entry) => entry.id === id) ?? null;
  }

  /** A small fleet is watched as a whole, a large one where the map looks. */
  private watchWhatIsShown(): void {
    effect(() => {
      const [view, size] = [this.view(), this.directory.total()];
      if (view === null || size === null) return;
      untracked(() => {
        const bounds = boundsToWatch(view, this.watched(), size);
        if (bounds === undefined) return;
        this.watched.set(bounds);
        this.store.watch(bounds);
      });
    });
  }

  private searchOnServer(): void {
    effect((onCleanup) => {
      const query = this.query.search().trim();
      const selectedId = this.query.selectedId();
      const extra = selectedId === null ? [] : [selectedId];
      untracked(() => {
        this.entries.extraIds.set(extra);
        if (selectedId !== null && this.directory.total() !== null)
          this.directory.want([selectedId]);
      });
      if (query.length < 2 || this.directory.total() === null || this.directory.isWhole()) return;
      let current = true;
      const timer = setTimeout(() => {
        void this.directory.search(query).then(
          (ids) => current && this.entries.extraIds.set([...extra, ...ids]),
          // The rows that are there stay; the connection badge tells why no others come.
          () => undefined,
        );
      }, SEARCH_PAUSE_MS);
      onCleanup(() => {
        current = false;
        clearTimeout(timer);
      });
    });
  }

  private keepTrail(): void {
    effect(() => {
      const id = this.query.selectedId();
      untracked(() => void this.trails.follow(id, this.now.ms()));
    });
    effect(() => {
      const entry = this.selected();
      if (entry !== null && isPlaced(entry)) untracked(() => this.trails.extend(entry));
    });
  }

  private nameWhatIsOnMap(): void {
    effect(() => {
      const markers = this.markers();
      if (markers.length > NAMES_ON_MAP_UP_TO || this.directory.isWhole()) return;
      untracked(() => this.directory.want(markers.map(({ id }) => id)));
    });
  }
}
