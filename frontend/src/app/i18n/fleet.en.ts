import type { fleet as french } from './fleet.fr';

/** Words of the fleet page and the map, in English. */
export const fleet: typeof french = {
  title: 'Fleet',
  map: {
    label: 'Map of the vehicles',
    keys: 'Arrows move, plus and minus zoom, N and P go from vehicle to vehicle, Enter selects, Escape lets go. The list beside it says the same.',
    buttons: 'Map controls',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show all vehicles',
    locate: 'Where I am',
    locateFailed: 'The browser could not tell your position.',
    fullscreen: 'Full screen',
    fullscreenExit: 'Leave full screen',
    nothing: 'No vehicle in this view.',
    cluster: '{{ count }} vehicles together. Enter shows them one by one.',
    track: 'Map of the track',
    fitTrack: 'Show the whole track',
    legend: 'Colour of the track by speed, from 0 to more than 110 km/h',
    noTrack: 'No position in this period.',
  },
};
