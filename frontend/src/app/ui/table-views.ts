import { browserStorage } from './browser-storage';
import type { TableQuery } from './table-query';

/** A list as somebody likes to see it, under a name. */
export interface SavedView {
  readonly name: string;
  readonly query: Omit<TableQuery, 'page'>;
  /** Keys of columns that are not shown. */
  readonly hidden: readonly string[];
}

/** What a reader keeps of one list: columns and views, per account and in this browser. */
export class TableMemory {
  /** @param key names the list and the account that looks at it */
  constructor(private readonly key: string) {}

  /** Keys of the columns that the reader hid; `undefined` when they never chose. */
  hidden(): readonly string[] | undefined {
    const value = this.read('columns');
    return isTexts(value) ? value : undefined;
  }

  keepHidden(keys: readonly string[]): void {
    this.write('columns', keys);
  }

  views(): readonly SavedView[] {
    const value = this.read('views');
    return Array.isArray(value) ? value.filter(isView) : [];
  }

  /** Keeps a view; one of the same name goes. */
  keepView(view: SavedView): void {
    const others = this.views().filter(({ name }) => name !== view.name);
    const sorted = [...others, view].sort((a, b) => a.name.localeCompare(b.name));
    this.write('views', sorted);
  }

  forgetView(name: string): void {
    this.write(
      'views',
      this.views().filter((view) => view.name !== name),
    );
  }

  private read(what: string): unknown {
    try {
      return JSON.parse(browserStorage.get(`naif.${what}.${this.key}`) ?? 'null');
    } catch {
      return null;
    }
  }

  private write(what: string, value: unknown): void {
    browserStorage.set(`naif.${what}.${this.key}`, JSON.stringify(value));
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, query, hidden } = value as Partial<Record<keyof SavedView, unknown>>;
  if (typeof name !== 'string' || typeof query !== 'object' || query === null) return false;
  const { pageSize, sort, search, filters } = query as Partial<Record<keyof TableQuery, unknown>>;
  return (
    typeof pageSize === 'number' &&
    typeof sort === 'string' &&
    typeof search === 'string' &&
    typeof filters === 'object' &&
    filters !== null &&
    Object.values(filters).every((each) => typeof each === 'string') &&
    isTexts(hidden)
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
