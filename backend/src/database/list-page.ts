import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Matches of a search are counted so far: nobody turns so many pages. */
export const MOST_COUNTED = 10_000;

/** From here on a page is far: it is worth to count first, and to come to it from the nearer end. */
const FAR = 10_000;

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
 * order is enough, then their rows. Meanwhile what matches is counted; before, when the page is far: it may be beyond the
 * end, or nearer to it than to the beginning.
 *
 * @param found with its conditions, order, offset and limit; what it joins in must not multiply rows
 * @param mostCounted where counting ends; all are counted without it
 */
export async function readPage<T extends Listed>(
  found: SelectQueryBuilder<T>,
  mostCounted?: number,
): Promise<FoundPage<T>> {
  const { offset = 0 } = found.expressionMap;
  const isFar = offset >= FAR && mostCounted === undefined;
  const counting = countOf(found, mostCounted);
  const [rows, counted] = await Promise.all([
    isFar ? counting.then((total) => farRowsOf(found, total)) : rowsOf(found, found),
    counting,
  ]);
  const totalAtLeast = mostCounted !== undefined && counted > mostCounted;
  return { rows, total: totalAtLeast ? mostCounted : counted, totalAtLeast };
}

/** The page comes in the order of `found`, whichever way it was come to. */
async function rowsOf<T extends Listed>(
  found: SelectQueryBuilder<T>,
  way: SelectQueryBuilder<T>,
): Promise<T[]> {
  const column = `${found.alias}.id`;
  const keys = await way.clone().select(column, 'id').getRawMany<{ id: string }>();
  if (keys.length === 0) return [];
  const ids = keys.map(({ id }) => id);
  return found
    .clone()
    .where(`${column} IN (:...pageIds)`, { pageIds: ids })
    .offset(undefined)
    .limit(undefined)
    .getMany();
}

async function farRowsOf<T extends Listed>(
  found: SelectQueryBuilder<T>,
  total: number,
): Promise<T[]> {
  const { offset = 0, limit = total } = found.expressionMap;
  if (offset >= total) return [];
  if (offset < total / 2) return rowsOf(found, found);
  const after = Math.max(0, total - offset - limit);
  const size = Math.min(limit, total - offset);
  return rowsOf(found, backwards(found).offset(after).limit(size));
}

function backwards<T extends Listed>(found: SelectQueryBuilder<T>): SelectQueryBuilder<T> {
  const turned = found.clone().orderBy();
  for (const [column, told] of Object.entries(found.expressionMap.orderBys)) {
    const order = typeof told === 'string' ? told : told.order;
    const nulls = typeof told === 'string' ? undefined : told.nulls;
    const otherNulls = nulls && (nulls === 'NULLS LAST' ? 'NULLS FIRST' : 'NULLS LAST');
    turned.addOrderBy(column, order === 'ASC' ? 'DESC' : 'ASC', otherNulls);
  }
  return turned;
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
