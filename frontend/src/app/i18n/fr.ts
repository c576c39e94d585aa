import { fleet } from './fleet.fr';

/** The glossary in French: the same thing has the same word everywhere. */
export const fr = {
  fleet,
  state: {
    moving: 'En mouvement',
    stopped: 'À l’arrêt',
    parked: 'Stationné',
    stale: 'Sans nouvelles',
    offline: 'Hors ligne',
    never: 'Jamais vu',
  },
};

/** Shape that every language has to fill. */
export type Glossary = typeof fr;
