import { severity, STATES_WORST_FIRST, type VehicleState } from '../live/vehicle-state';
import type { FleetEntry } from './fleet-entry';

/** How the list is ordered: by state (the worst first), by age of data (the oldest first), by plate. */
export const SORTS = ['state', 'age', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** Text as it is compared: without case, accents, and the marks that plates are written with or without. */
export function comparable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[-·\s.]+/g, '');
}

const searched = new WeakMap<FleetEntry, string>();

/** Whether each word of the query is somewhere in plate, model or client. */
export function matches(entry: FleetEntry, query: string): boolean {
  const words = query.split(/\s+/).map(comparable).filter(Boolean);
  if (words.length === 0) return true;
  let text = searched.get(entry);
  if (text === undefined) {
    text = [entry.label, entry.model, entry.client].map(comparable).join('|');
    searched.set(entry, text);
  }
  return words.every((word) => text.includes(word)) || text.includes(comparable(query));
}

/**
 * Age as the list is ordered by it: whole minutes. Rows that are all seconds old must not change places
 * every second.
 */
function ageMinutes(entry: FleetEntry, nowMs: number): number {
  if (entry.timeMs === undefined) return Number.MAX_SAFE_INTEGER;
  return Math.max(0, Math.floor((nowMs - entry.timeMs) / 60_000));
}

const plates = new Intl.Collator('fr', { numeric: true });

/**
 * Places of the vehicles in the order of their plates. Comparing texts is slow: done once when names
 * change, not each second when values do.
 */
export function ranksByPlate(
  names: Iterable<{ readonly id: string; readonly plate: string }>,
): ReadonlyMap<string, number> {
  const ordered = [...names].sort((a, b) => plates.compare(a.plate, b.plate));
  return new Map(ordered.map(({ id }, rank) => [id, rank]));
}

/**
 * The entries in order; equals by plate. Vehicles whose name is not known yet come last among equals,
 * in the order of their ids.
 */
export function sorted(
  entries: readonly FleetEntry[],
  sort: Sort,
  nowMs: number,
  ranks: ReadonlyMap<string, number>,
): readonly FleetEntry[] {
  const keyed = entries.map((entry) => ({
    entry,
    first: firstKey(entry, sort, nowMs),
    rank: ranks.get(entry.id) ?? Number.MAX_SAFE_INTEGER,
  }));
  keyed.sort((a, b) => a.first - b.first || a.rank - b.rank || (a.entry.id < b.entry.id ? -1 : 1));
  return keyed.map(({ entry }) => entry);
}

function firstKey(entry: FleetEntry, sort: Sort, nowMs: number): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'state':
      // In town a vehicle stops and goes every minute: that alone must not move its row.
      return severity(entry.state === 'stopped' ? 'moving' : entry.state);
    case 'age':
      return -ageMinutes(entry, nowMs);
    default:
      return sort satisfies never;
  }
}

/** How many entries are in each state. */
export function countStates(entries: Iterable<FleetEntry>): Record<VehicleState, number> {
  const counts = Object.fromEntries(STATES_WORST_FIRST.map((state) => [state, 0])) as Record<
    VehicleState,
    number
  >;
  for (const { state } of entries) counts[state]++;
  return counts;
}
