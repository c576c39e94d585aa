import type { fleet as french } from './fleet.fr';

/** Words of the fleet page and the map, in English. */
export const fleet: typeof french = {
  title: 'Fleet',
};
