import type { vehicle as french } from './vehicle.fr';

/** Words of a vehicle's page, in English. */
export const vehicle: typeof french = {
  title: 'Vehicle',
};
