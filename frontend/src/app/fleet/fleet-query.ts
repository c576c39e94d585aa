import { effect, inject, linkedSignal, Service, signal } from '@angular/core';
import { ActivatedRoute, type Params, Router } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { VehicleState } from '../live/vehicle-state';
import {
  formatPlace,
  formatStates,
  type MapPlace,
  parsePlace,
  parseSort,
  parseStates,
} from './fleet-url';

/** Typing and moving the map come in bursts: the URL follows when they pause. */
const PAUSE_MS = 300;

/**
 * What the reader chose on the fleet page. The URL carries all of it: back, reload and a pasted link show
 * the same. Choosing a vehicle makes an entry in the browser's history; the rest replaces the current one.
 */
@Service({ autoProvided: false })
export class FleetQuery {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  /** What the URL carries. */
  private readonly params = signal<Params>(this.route.snapshot.queryParams);
  /** What it carried when somebody else wrote it: a link, back, forward. */
  private readonly asked = signal<Params>(this.route.snapshot.queryParams);
  /** What we wrote last. Hearing of it must not undo what the reader did meanwhile. */
  private written: Params | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly search = linkedSignal(() => text(this.asked()['q']) ?? '');
  readonly states = linkedSignal<ReadonlySet<VehicleState>>(
    () => parseStates(text(this.asked()['state'])),
    { equal: (a, b) => formatStates(a) === formatStates(b) },
  );
  readonly sort = linkedSignal(() => parseSort(text(this.asked()['sort'])));
  readonly selectedId = linkedSignal(() => text(this.asked()['vehicle']) ?? null);
  readonly following = linkedSignal(() => this.asked()['follow'] === '1');
  /** Where the map was when the page was opened. */
  readonly start = parsePlace(text(this.route.snapshot.queryParams['at']));
  /** Where the map is. */
  readonly place = signal<MapPlace | null>(this.start);

  constructor() {
    this.route.queryParams.pipe(takeUntilDestroyed()).subscribe((params) => {
      this.params.set(params);
      if (this.written !== undefined && sameParams(this.written, params)) return;
      this.written = undefined;
      this.asked.set(params);
    });
    effect((onCleanup) => {
      const wanted = this.wanted();
      const selecting = wanted['vehicle'] !== (this.params()['vehicle'] ?? null);
      clearTimeout(this.timer);
      if (sameParams(wanted, this.params())) return;
      if (selecting) this.write(wanted, false);
      else this.timer = setTimeout(() => this.write(wanted, true), PAUSE_MS);
      onCleanup(() => clearTimeout(this.timer));
    });
  }

  private wanted(): Params {
    const place = this.place();
    const sort = this.sort();
    const following = this.following() && this.selectedId() !== null;
    return {
      q: this.search() || null,
      state: formatStates(this.states()),
      sort: sort === 'state' ? null : sort,
      vehicle: this.selectedId(),
      follow: following ? '1' : null,
      // While a vehicle is followed, it says where the map is.
      at: place && !following ? formatPlace(place) : null,
    };
  }

  private write(queryParams: Params, replaceUrl: boolean): void {
    clearTimeout(this.timer);
    if (this.router.currentNavigation() !== null) {
      // Somebody is on the way to another page: a navigation of ours would call them back.
      this.timer = setTimeout(() => this.write(queryParams, replaceUrl), PAUSE_MS);
      return;
    }
    this.written = queryParams;
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function sameParams(wanted: Params, present: Params): boolean {
  return Object.entries(wanted).every(([key, value]) => (present[key] ?? null) === value);
}
