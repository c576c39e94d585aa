/** A condition for a query builder: SQL with named parameters, and their values. */
export interface SearchCondition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** SQL that is true where a folded column holds the word. */
export type Like = (column: string) => string;

/** Fewer letters are in no trigram: no index finds them within words. */
const SHORTEST_ANYWHERE = 3;

/**
 * Each word of a search must be found, anywhere; accents and case do not count. A word of one or two letters is what a
 * word begins with: within words nearly everything has it.
 *
 * @param search as typed; its DTO bounds it
 * @param matches SQL that is true where one word matches, given how a column is asked: meant for columns that
 * `search_text()` has folded in the same way
 */
export function searchCondition(
  search: string | undefined,
  matches: (like: Like) => string,
): SearchCondition | undefined {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const parameters: Record<string, string> = {};
  const conditions = words.map((word, index) => {
    const names = patternsOf(word).map((pattern, way) => {
      const name = `word${index}${'abc'.charAt(way)}`;
      parameters[name] = pattern;
      return name;
    });
    const like: Like = (column) =>
      names.map((name) => `${column} LIKE search_text(:${name})`).join(' OR ');
    return `(${matches((column) => `(${like(column)})`)})`;
  });
  return { sql: conditions.join(' AND '), parameters };
}

/** Patterns for `LIKE` of which one has to fit; the word's own wildcards are taken literally. */
function patternsOf(word: string): string[] {
  const literal = word.replaceAll(/[\\%_]/g, '\\$&');
  return word.length < SHORTEST_ANYWHERE
    ? [`${literal}%`, `% ${literal}%`, `%-${literal}%`]
    : [`%${literal}%`];
}

/** Whether words are looked for. */
export function isSearched({ search }: { readonly search?: string }): boolean {
  return (search ?? '').trim() !== '';
}
