import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { SessionStore } from '../session/session-store';
import { problemOf, type Problem } from '../ui/problem';
import type { VehicleName } from './fleet-entry';

/** The list endpoint's largest page. */
const PAGE_SIZE = 100;
/** Up to so many vehicles every name is read at the start (20 requests); beyond, what is looked at. */
const READ_ALL_UP_TO = 2000;
/** Names read one by one wait in line; whoever is scrolled past does not hold up what is looked at. */
const LONGEST_LINE = 60;
const AT_A_TIME = 4;

interface VehiclePage {
  readonly items: readonly VehicleDto[];
  readonly total: number;
}

/**
 * Plates, models and owners by vehicle. All of a fleet up to 2000; of a larger one those that are looked
 * at or searched for, so that neither memory nor requests grow with the fleet.
 */
@Service()
export class VehicleDirectoryStore {
  private readonly http = inject(HttpClient);
  private readonly known = signal<ReadonlyMap<string, VehicleName>>(new Map());
  private readonly size = signal<number | null>(null);
  private readonly failed = signal<Problem | null>(null);
  private line: string[] = [];
  private readonly asked = new Set<string>();
  private reading = 0;
  /** Raised with each account: answers to questions of an earlier one are dropped. */
  private generation = 0;

  /** Names by id, as far as they were read. */
  readonly names = this.known.asReadonly();
  /** Vehicles that this account may see; `null` until the server told. */
  readonly total = this.size.asReadonly();
  /** Why the names could not be read, or `null`. */
  readonly problem = this.failed.asReadonly();

  constructor() {
    const { account } = inject(SessionStore);
    const accountId = computed(() => account()?.id);
    // Another account must not see the names that this one saw.
    let known = untracked(accountId);
    effect(() => {
      const id = accountId();
      if (id === known) return;
      known = id;
      untracked(() => this.forget());
    });
  }

  /** Whether every name is read at the start. */
  isWhole(): boolean {
    return (this.size() ?? 0) <= READ_ALL_UP_TO;
  }

  /** Reads the names anew: all of them, or the first page of a large fleet. */
  async load(): Promise<void> {
    const { generation } = this;
    this.failed.set(null);
    this.asked.clear();
    try {
      let page = 1;
      let pages = 1;
      do {
        const { items, total } = await this.page(page);
        if (generation !== this.generation) return;
        this.size.set(total);
        this.add(items);
        pages = total > READ_ALL_UP_TO ? 1 : Math.ceil(total / PAGE_SIZE);
      } while (++page <= pages);
    } catch (error) {
      if (generation === this.generation) this.failed.set(problemOf(error));
    }
  }

  /** Asks for the names of vehicles that are looked at; the newest wishes first. */
  want(ids: Iterable<string>): void {
    const known = this.known();
    const wishes = [...ids].filter((id) => !known.has(id) && !this.asked.has(id));
    if (wishes.length === 0) return;
    const others = this.line.filter((id) => !wishes.includes(id));
    this.line = [...wishes, ...others].slice(0, LONGEST_LINE);
    this.readOn();
  }

  /** Lets the server search a fleet that is not known as a whole. Ids of what it found, at most a page. */
  async search(query: string): Promise<readonly string[]> {
    const { items } = await this.page(1, query);
    this.add(items);
    return items.map(({ id }) => id);
  }

  private forget(): void {
    this.generation++;
    this.failed.set(null);
    this.known.set(new Map());
    this.size.set(null);
    this.asked.clear();
    this.line = [];
  }

  private page(page: number, search?: string): Promise<VehiclePage> {
    const params = { page, pageSize: PAGE_SIZE, ...(search ? { search } : {}) };
    return firstValueFrom(this.http.get<VehiclePage>('/api/vehicles', { params }));
  }

  private readOn(): void {
    while (this.reading < AT_A_TIME) {
      const id = this.line.shift();
      if (id === undefined) return;
      this.reading++;
      this.asked.add(id);
      void this.read(id).finally(() => {
        this.reading--;
        this.readOn();
      });
    }
  }

  private async read(id: string): Promise<void> {
    const { generation } = this;
    try {
      const vehicle = await firstValueFrom(this.http.get<VehicleDto>(`/api/vehicles/${id}`));
      if (generation === this.generation) this.add([vehicle]);
    } catch {
      // The row stays without a name; it is asked for again when the directory is read anew.
    }
  }

  private add(items: readonly VehicleDto[]): void {
    this.known.update((known) => {
      const names = new Map(known);
      for (const item of items) names.set(item.id, nameOf(item));
      return names;
    });
  }
}

function nameOf({ id, plate, make, model, client, last }: VehicleDto): VehicleName {
  return {
    id,
    plate,
    model: `${make} ${model}`.trim(),
    client: client.name,
    last: last && {
      id,
      timeMs: Date.parse(last.time),
      positionTimeMs: last.positionTime === undefined ? undefined : Date.parse(last.positionTime),
      latitude: last.latitude,
      longitude: last.longitude,
      courseDegrees: last.courseDegrees,
      speedKmh: last.speedKmh,
      rpm: last.rpm,
      power: last.power,
    },
  };
}
