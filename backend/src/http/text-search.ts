import { likePattern } from './pagination.js';

/** A condition for a query builder: SQL with named parameters, and their values. */
export interface SearchCondition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Each word of a search must be found; accents and case do not count.
 *
 * @param search as typed; its DTO bounds it
 * @param matches SQL that is true where one word matches, given the SQL of the word's pattern: meant for
 * `column LIKE pattern` on a column that `search_text()` has folded in the same way
 */
export function searchCondition(
  search: string | undefined,
  matches: (pattern: string) => string,
): SearchCondition | undefined {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return {
    sql: words.map((_, index) => `(${matches(`search_text(:word${index})`)})`).join(' AND '),
    parameters: Object.fromEntries(words.map((word, index) => [`word${index}`, likePattern(word)])),
  };
}
