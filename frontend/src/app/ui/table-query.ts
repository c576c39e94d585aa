import type { Params } from '@angular/router';

/** What a reader wants to see of a list. */
export interface TableQuery {
  /** Number of the page, from 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Field to sort by; a hyphen in front: descending. */
  readonly sort: string;
  readonly search: string;
  /** Chosen values by name of the filter; a filter that lets everything pass is missing. */
  readonly filters: Readonly<Record<string, string>>;
}

/** What a list knows: anything else in an address is passed over. */
export interface TableShape {
  /** Fields to sort by, the usual one first; a hyphen in front: the usual one is descending. */
  readonly sorts: readonly [string, ...string[]];
  /** Values of each filter; with `ANY_ID` also whatever is an id; `text`: whatever somebody types. */
  readonly filters: Readonly<Record<string, readonly string[] | 'text'>>;
}

/** Among a filter's values: whatever is an id. */
export const ANY_ID = 'id';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function isValue(values: readonly string[] | 'text', value: string): boolean {
  if (values === 'text') return value !== '';
  if (value === ANY_ID) return false;
  return values.includes(value) || (values.includes(ANY_ID) && ID.test(value));
}

/** How many rows a page may have, the usual number first. */
export const PAGE_SIZES = [25, 50, 100] as const;
/** The server counts no further. */
const LAST_PAGE = 100_000;
/** The server reads no longer searches. */
const LONGEST_SEARCH = 100;

/** Reads what an address asks for; what it cannot mean is as if it were not there. */
export function parseTableQuery(params: Params, shape: TableShape): TableQuery {
  const page = Number(text(params['page']));
  const size = Number(text(params['size']));
  const sort = text(params['sort']);
  const known = shape.sorts.map(fieldOf);
  return {
    page: Number.isInteger(page) && page >= 1 && page <= LAST_PAGE ? page : 1,
    pageSize: PAGE_SIZES.find((each) => each === size) ?? PAGE_SIZES[0],
    sort: known.includes(fieldOf(sort)) ? sort : shape.sorts[0],
    search: text(params['q']).slice(0, LONGEST_SEARCH),
    filters: Object.fromEntries(
      Object.entries(shape.filters).flatMap(([name, values]) => {
        const value = text(params[name]);
        return isValue(values, value) ? [[name, value.slice(0, LONGEST_SEARCH)]] : [];
      }),
    ),
  };
}

/** Writes a query as the address's parameters; `null` takes one away. */
export function tableParams(query: TableQuery, shape: TableShape): Params {
  return {
    page: query.page === 1 ? null : String(query.page),
    size: query.pageSize === PAGE_SIZES[0] ? null : String(query.pageSize),
    sort: query.sort === shape.sorts[0] ? null : query.sort,
    q: query.search === '' ? null : query.search,
    ...Object.fromEntries(
      Object.keys(shape.filters).map((name) => [name, query.filters[name] ?? null]),
    ),
  };
}

/** A sort without its direction. */
export function fieldOf(sort: string): string {
  return sort.startsWith('-') ? sort.slice(1) : sort;
}

/** Whether both ask for the same. */
export function sameQuery(one: TableQuery, other: TableQuery): boolean {
  const words = ({ filters, ...rest }: TableQuery): string =>
    JSON.stringify([
      rest.page,
      rest.pageSize,
      rest.sort,
      rest.search,
      Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
  return words(one) === words(other);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
