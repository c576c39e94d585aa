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

/** Far into a list of a hundred thousand: beyond, there is little left. */
const FAR = '&page=1900&pageSize=50';

/** A list in each of its orders, both ways: its first page and a far one, under its usual filters, and searched. */
function listQuestions(
  list: string,
  sorts: readonly string[],
  { filters, words }: { readonly filters: readonly string[]; readonly words: readonly string[] },
): DeskQuestion[] {
  const inEachOrder = (rest: string): string[] =>
    sorts.flatMap((sort) => [sort, `-${sort}`]).map((sort) => `/api/${list}?sort=${sort}${rest}`);
  const question = (what: string, rests: readonly string[]): DeskQuestion => {
    const [first = '', ...others] = rests.flatMap(inEachOrder);
    return { what: `List: ${list}, ${what}`, aimMs: LIST_MS, paths: [first, ...others] };
  };
  return [
    question('each order', ['']),
    question('far pages', [FAR]),
    question(
      'filtered',
      filters.map((filter) => `&${filter}`),
    ),
    question(
      'filtered, far pages',
      filters.map((filter) => `&${filter}${FAR}`),
    ),
    question(
      'searched',
      words.map((word) => `&search=${encodeURIComponent(word)}`),
    ),
  ];
}

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
  ...listQuestions('clients', ['lastName', 'firstName', 'email', 'createdAt'], {
    filters: ['kind=person', 'kind=company', 'hasVehicle=true'],
    words: ['lefèvre', 'marie', 'jean martin', 'ma', 'example.fr'],
  }),
  ...listQuestions('vehicles', ['plate', 'make', 'model', 'inspectionDueOn', 'createdAt'], {
    filters: ['device=none', 'fuel=petrol'],
    words: ['clio', 'lefèvre', 'marie clio', 'AB-123', 'renault', 'ma', 'example.fr'],
  }),
  ...listQuestions('contracts', ['number', 'startsOn', 'endsOn', 'premiumCents', 'createdAt'], {
    filters: ['status=active', 'status=expired', 'formula=comprehensive'],
    words: ['NC-2024', 'lefèvre', 'marie clio', 'renault', 'ma', 'example.fr'],
  }),
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
