import { admin } from './admin.en';
import { device } from './device.en';
import { fleet } from './fleet.en';
import type { Glossary } from './fr';
import { session } from './session.en';
import { shell } from './shell.en';
import { vehicle } from './vehicle.en';

/** The glossary in English. */
export const en: Glossary = {
  admin,
  device,
  fleet,
  session,
  shell,
  vehicle,
  state: {
    moving: 'Moving',
    stopped: 'Stopped',
    parked: 'Parked',
    stale: 'No news',
    offline: 'Offline',
    never: 'Never seen',
  },
  unit: {
    rpm: 'rpm',
    megabytes: 'MB',
    gigabytes: 'GB',
  },
  problem: {
    retry: 'Try again',
    requestId: 'Reference for support: {{ id }}',
    unreachable: 'The server does not answer. Check your connection, then try again.',
    forbidden: 'Your account may not open this.',
    notFound: 'Not found: this does not exist or is not yours.',
    unknown: 'Something went wrong on our side. Try again in a moment.',
  },
};
