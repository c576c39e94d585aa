import { account } from './account.en';
import { admin } from './admin.en';
import { administration } from './administration.en';
import { clients } from './clients.en';
import { contracts } from './contracts.en';
import { device } from './device.en';
import { due } from './due.en';
import { fault } from './fault.en';
import { fleet } from './fleet.en';
import { form } from './form.en';
import { imports } from './imports.en';
import { portal } from './portal.en';
import { portfolios } from './portfolios.en';
import { session } from './session.en';
import { shell } from './shell.en';
import { table } from './table.en';
import { vehicle } from './vehicle.en';
import { vehicles } from './vehicles.en';
import type { Glossary } from './fr';

/** The glossary in English. */
export const en: Glossary = {
  account,
  admin,
  administration,
  clients,
  contracts,
  device,
  due,
  fault,
  fleet,
  form,
  imports,
  portal,
  portfolios,
  session,
  shell,
  table,
  vehicle,
  vehicles,
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
