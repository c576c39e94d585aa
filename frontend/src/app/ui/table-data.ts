import { computed, linkedSignal, type Signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import type { Observable } from 'rxjs';
import { type Problem, problemOf } from './problem';
import type { TableQuery } from './table-query';

/** What anything in a list has. */
export interface TableRow {
  readonly id: string;
}

/** One page of a list as the server gives it. */
export interface TablePage<Row> {
  readonly items: readonly Row[];
  /** Entries on all pages. */
  readonly total: number;
  /** There are more than were counted: `total` is where counting ended. */
  readonly totalAtLeast?: boolean;
}

/** A list as a table shows it. */
export interface TableData<Row> {
  /** The rows that are known; `undefined` before the first ones came. */
  readonly rows: Signal<readonly Row[] | undefined>;
  readonly total: Signal<number>;
  /** There are more than `total`. */
  readonly totalAtLeast: Signal<boolean>;
  readonly loading: Signal<boolean>;
  /** Why the newest question has no answer. */
  readonly problem: Signal<Problem | null>;
  /** When the rows that are shown were fetched, ms since the epoch. */
  readonly fetchedMs: Signal<number | null>;
  reload(): void;
}

interface Fetched<Row> extends TablePage<Row> {
  readonly fetchedMs: number;
}

/**
 * Loads a list whenever `query` asks for something else. A question that is no longer asked is cancelled; until the
 * answer comes, and when it does not come, the rows before it stay. Made in an injection context.
 */
export function tableData<Row>(
  query: Signal<TableQuery>,
  load: (query: TableQuery) => Observable<TablePage<Row>>,
): TableData<Row> {
  const page = rxResource({ params: query, stream: ({ params }) => load(params) });
  const kept = linkedSignal<TablePage<Row> | undefined, Fetched<Row> | undefined>({
    source: () => (page.hasValue() ? page.value() : undefined),
    computation: (now, before) =>
      now === undefined ? before?.value : { ...now, fetchedMs: Date.now() },
  });
  return {
    rows: computed(() => kept()?.items),
    total: computed(() => kept()?.total ?? 0),
    totalAtLeast: computed(() => kept()?.totalAtLeast ?? false),
    loading: page.isLoading,
    problem: computed(() => {
      const error = page.error();
      return error === undefined ? null : problemOf(error);
    }),
    fetchedMs: computed(() => kept()?.fetchedMs ?? null),
    reload: () => void page.reload(),
  };
}
