import { due } from './due.en';
import { fault } from './fault.en';
import { fleet } from './fleet.en';
import { form } from './form.en';
import { portal } from './portal.en';
import { session } from './session.en';
import { shell } from './shell.en';
import { table } from './table.en';
import { vehicle } from './vehicle.en';
import type { frame as french } from './frame-fr';

/** The words of the frame and of the first pages, in English. */
export const frame: typeof french = {
  due,
  fault,
  fleet,
  form,
  portal,
  session,
  shell,
  table,
  vehicle,
  combobox: {
    list: 'Suggestions',
    loading: 'Searching…',
    none: 'No results',
    count: 'Results: {{ count }}',
    failed: 'The search did not work. Try again in a moment.',
  },
  contractStatus: {
    quote: 'Quote',
    active: 'Active',
    suspended: 'Suspended',
    terminated: 'Terminated',
    expired: 'Expired',
    renewed: 'Renewed',
  },
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
