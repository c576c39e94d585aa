/** Words of the fleet page and the map, in French. */
export const fleet = {
  title: 'Flotte',
};
