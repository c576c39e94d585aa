import { STATES_WORST_FIRST, type VehicleState } from '../live/vehicle-state';
import { type Sort, SORTS } from './fleet-filter';

/** Where the map is, as the URL says it: `at=51.6700,7.8100,13`. */
export interface MapPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

/** Reads `state=moving,stale`; words that are no state are passed over. */
export function parseStates(text: string | undefined): ReadonlySet<VehicleState> {
  const words = new Set((text ?? '').split(','));
  return new Set(STATES_WORST_FIRST.filter((state) => words.has(state)));
}

/** Writes the states, or `null` (no parameter) when all are shown. */
export function formatStates(states: ReadonlySet<VehicleState>): string | null {
  const text = STATES_WORST_FIRST.filter((state) => states.has(state)).join(',');
  return text === '' ? null : text;
}

/** Reads the order; without one, or with an unknown one, the worst states come first. */
export function parseSort(text: string | undefined): Sort {
  return SORTS.find((sort) => sort === text) ?? 'state';
}

/** Reads the map's place; what cannot be a place is no place. */
export function parsePlace(text: string | undefined): MapPlace | null {
  const [latitude, longitude, zoom, ...rest] = (text ?? '').split(',').map(Number);
  if (latitude === undefined || longitude === undefined || zoom === undefined) return null;
  const possible =
    rest.length === 0 &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180 &&
    zoom >= 0 &&
    zoom <= 22;
  return possible ? { latitude, longitude, zoom } : null;
}

/** Writes the map's place; four decimals are 11 m. */
export function formatPlace({ latitude, longitude, zoom }: MapPlace): string {
  return `${latitude.toFixed(4)},${longitude.toFixed(4)},${zoom}`;
}
