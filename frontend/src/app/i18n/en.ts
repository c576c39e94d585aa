import { fleet } from './fleet.en';
import type { Glossary } from './fr';

/** The glossary in English. */
export const en: Glossary = {
  fleet,
  state: {
    moving: 'Moving',
    stopped: 'Stopped',
    parked: 'Parked',
    stale: 'No news',
    offline: 'Offline',
    never: 'Never seen',
  },
};
