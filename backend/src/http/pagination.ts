/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Entries of the whole list. */
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/** Which part of a list is wanted. */
export interface PageRequest {
  readonly page: number;
  readonly pageSize: number;
}

/** Entries to leave out before the page begins. */
export function offsetOf({ page, pageSize }: PageRequest): number {
  return (page - 1) * pageSize;
}

/** The page as it is answered. */
export function pageOf<T>(
  items: readonly T[],
  total: number,
  { page, pageSize }: PageRequest,
): Page<T> {
  return { items, total, page, pageSize };
}

/** Where a page is in its list, as it is answered beside the items: `total` may be where counting ended. */
export function placeOf(
  { total, totalAtLeast }: { readonly total: number; readonly totalAtLeast: boolean },
  { page, pageSize }: PageRequest,
): { total: number; page: number; pageSize: number; totalAtLeast?: boolean } {
  return { total, page, pageSize, ...(totalAtLeast && { totalAtLeast }) };
}

/** A field to sort by and its direction, from `field` or `-field`. */
export interface SortOrder<F extends string> {
  readonly field: F;
  readonly direction: 'ASC' | 'DESC';
}

/** Reads `-lastName` as descending by `lastName`. The DTO has checked the field (`sortsBy`). */
export function sortOrderOf<F extends string>(sort: F | `-${F}`): SortOrder<F> {
  return sort.startsWith('-')
    ? { field: sort.slice(1) as F, direction: 'DESC' }
    : { field: sort as F, direction: 'ASC' };
}

/** Every value that `sort` may have for these fields: for `@IsIn`. */
export function sortsBy<F extends string>(fields: readonly F[]): (F | `-${F}`)[] {
  return fields.flatMap((field): (F | `-${F}`)[] => [field, `-${field}`]);
}

/** A text as a pattern for `LIKE`, its own wildcards taken literally. */
export function likePattern(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
}
