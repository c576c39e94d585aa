import type { LatencySummary } from './latencies.mts';
import type { WebClient } from './web-client.mts';

/** What an employee asks of the desk. */
export interface DeskQuestion {
  readonly what: string;
  /** Aim at the 95th percentile, ms. */
  readonly aimMs: number;
  /** Asked in turn: nobody asks the same a hundred times. */
  readonly paths: readonly [string, ...string[]];
}

/** How long the server takes for it. */
export interface DeskRead extends DeskQuestion {
  readonly latencyMs: LatencySummary;
}

/** A search below 50 ms, a list below 100 ms. */
const SEARCH_MS = 50;
const LIST_MS = 100;

const searches = (...typed: readonly [string, ...string[]]): [string, ...string[]] => {
  const [first, ...others] = typed.map((q) => `/api/search?q=${encodeURIComponent(q)}`);
  return [first ?? '', ...others];
};

/** Questions about the people of `seed-desk.mts`. */
export const DESK_QUESTIONS: readonly DeskQuestion[] = [
  {
    what: 'Search: a name',
    aimMs: SEARCH_MS,
    paths: searches('amélie lefèvre', 'martin jean', 'Rousseau', 'le goff', 'garcia hugo'),
  },
  {
    what: 'Search: a very common word',
    aimMs: SEARCH_MS,
    paths: searches('marie', 'jean', 'martin', 'renault', 'example.fr'),
  },
  {
    what: 'Search: two letters',
    aimMs: SEARCH_MS,
    paths: searches('ma', 'le', 'ab', 'nc', 'zz'),
  },
  {
    what: 'Search: a misspelt name',
    aimMs: SEARCH_MS,
    paths: searches('lefevbre', 'amelei lefvre', 'rousseux julein', 'fontiane', 'chevaller'),
  },
  {
    what: 'Search: part of a plate',
    aimMs: SEARCH_MS,
    paths: searches('AB-123', 'ab123', '042-c', 'cd 77', 'FJ-9'),
  },
  {
    what: 'Search: a telephone number',
    aimMs: SEARCH_MS,
    paths: searches('06 12 34', '+33 6 45 67', '0611', '78 90 12', '0033745'),
  },
  {
    what: 'Search: a contract',
    aimMs: SEARCH_MS,
    paths: searches('NC-2024-0001', 'nc-2023', '001234', '2022-07'),
  },
  {
    what: 'List: clients, each order and far pages',
    aimMs: LIST_MS,
    paths: [
      '/api/clients?sort=lastName',
      '/api/clients?sort=-createdAt',
      '/api/clients?sort=email',
      '/api/clients?sort=firstName',
      '/api/clients?sort=lastName&page=2000&pageSize=50',
    ],
  },
  {
    what: 'List: clients, searched',
    aimMs: LIST_MS,
    paths: [
      '/api/clients?search=marie',
      '/api/clients?search=lef%C3%A8vre&sort=-createdAt',
      '/api/clients?search=ma&sort=email',
    ],
  },
  {
    what: 'List: vehicles, each order and far pages',
    aimMs: LIST_MS,
    paths: [
      '/api/vehicles?sort=plate',
      '/api/vehicles?sort=make',
      '/api/vehicles?sort=-model',
      '/api/vehicles?sort=-createdAt',
      '/api/vehicles?sort=plate&page=2000&pageSize=50',
    ],
  },
  {
    what: 'List: vehicles, searched by car and by owner',
    aimMs: LIST_MS,
    paths: [
      '/api/vehicles?search=clio',
      '/api/vehicles?search=lef%C3%A8vre',
      '/api/vehicles?search=marie%20clio&sort=-createdAt',
      '/api/vehicles?search=AB-123',
    ],
  },
  {
    what: 'List: contracts, each order and far pages',
    aimMs: LIST_MS,
    paths: [
      '/api/contracts?sort=-createdAt',
      '/api/contracts?sort=number',
      '/api/contracts?sort=-premiumCents',
      '/api/contracts?sort=startsOn&status=active',
      '/api/contracts?sort=number&page=2000&pageSize=50',
    ],
  },
  {
    what: 'List: contracts, searched by number and by client',
    aimMs: LIST_MS,
    paths: [
      '/api/contracts?search=NC-2024',
      '/api/contracts?search=lef%C3%A8vre',
      '/api/contracts?search=marie&status=active',
    ],
  },
];

/** Asks every question so many times, one request after the other. */
export async function readDesk(client: WebClient, times: number): Promise<DeskRead[]> {
  const reads: DeskRead[] = [];
  for (const question of DESK_QUESTIONS) {
    const { latencyMs } = await client.repeat(question.paths, times);
    reads.push({ ...question, latencyMs });
  }
  return reads;
}
