import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Matches of a search are counted so far: nobody turns so many pages. */
export const MOST_COUNTED = 10_000;

/** A page of what was found. */
export interface FoundPage<T> {
  readonly rows: T[];
  readonly total: number;
  /** More match than were counted: `total` is where counting ended. */
  readonly totalAtLeast: boolean;
}

/** An entity that a list is made of. */
interface Listed extends ObjectLiteral {
  readonly id: string;
}

/**
 * Reads a page of a list. What a page leaves out is never fetched: first its ids are found, for which the index of the
 * order is enough, then their rows. Meanwhile what matches is counted.
 *
 * @param found with its conditions, order, offset and limit; what it joins in must not multiply rows
 * @param mostCounted where counting ends; all are counted without it
 */
export async function readPage<T extends Listed>(
  found: SelectQueryBuilder<T>,
  mostCounted?: number,
): Promise<FoundPage<T>> {
  const [rows, counted] = await Promise.all([rowsOf(found), countOf(found, mostCounted)]);
  const totalAtLeast = mostCounted !== undefined && counted > mostCounted;
  return { rows, total: totalAtLeast ? mostCounted : counted, totalAtLeast };
}

async function rowsOf<T extends Listed>(found: SelectQueryBuilder<T>): Promise<T[]> {
  const column = `${found.alias}.id`;
  const keys = await found.clone().select(column, 'id').getRawMany<{ id: string }>();
  if (keys.length === 0) return [];
  const ids = keys.map(({ id }) => id);
  return found
    .clone()
    .where(`${column} IN (:...pageIds)`, { pageIds: ids })
    .offset(undefined)
    .limit(undefined)
    .getMany();
}

async function countOf<T extends Listed>(
  found: SelectQueryBuilder<T>,
  mostCounted?: number,
): Promise<number> {
  const matching = found
    .clone()
    .select('1', 'one')
    .orderBy()
    .offset(undefined)
    .limit(mostCounted === undefined ? undefined : mostCounted + 1);
  const counted = await found.dataSource
    .createQueryBuilder()
    .select('count(*)::int4', 'total')
    .from(`(${matching.getQuery()})`, 'matching')
    .setParameters(matching.getParameters())
    .getRawOne<{ total: number }>();
  return counted?.total ?? 0;
}
