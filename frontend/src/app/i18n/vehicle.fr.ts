/** Words of a vehicle's page, in French. */
export const vehicle = {
  title: 'Véhicule',
};
