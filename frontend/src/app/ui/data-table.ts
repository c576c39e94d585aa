import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChildren,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  type TemplateRef,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { csvOf, download } from './csv';
import { EmptyState } from './empty-state';
import { ErrorState } from './error-state';
import { Icon } from './icon';
import { OneKey } from './one-key';
import { TableCell, type TableColumn, type TableFilter } from './table-column';
import type { TableData, TableRow } from './table-data';
import { fieldOf, PAGE_SIZES, type TableQuery } from './table-query';
import { TableFilters } from './table-filters';
import { TableTools } from './table-tools';
import { TableExport } from './table-export';
import { type SavedView, TableMemory } from './table-views';

/** The list follows when typing pauses. */
const TYPING_PAUSE_MS = 300;
/** So many records can be chosen one by one: their ids stand in an address. */
const MOST_IDS = 200;
/** Grey rows while the first ones load: what a small screen shows. */
const SKELETON_ROWS = 12;

/**
 * A list from the server: search, filters, sort, pages, columns, saved views, a selection, and the keyboard (j k Enter
 * x). What is asked for lives with the page (`query`), usually in the address. On phones rows become cards.
 */
@Component({
  selector: 'naif-data-table',
  imports: [EmptyState, ErrorState, Icon, NgTemplateOutlet, RouterLink, TableFilters, TableTools],
  providers: [TableExport],
  templateUrl: './data-table.html',
  styleUrls: ['./data-table.scss', './data-table-rows.scss'],
  host: { '(document:keydown)': 'press($event)' },
})
export class DataTable<Row extends TableRow> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly oneKey = inject(OneKey);
  private readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly pageSizes = PAGE_SIZES;

  /** What the list is called, for screen readers and files. */
  readonly name = input.required<string>();
  readonly columns = input.required<readonly [TableColumn<Row>, ...TableColumn<Row>[]]>();
  readonly data = input.required<TableData<Row>>();
  readonly query = input.required<TableQuery>();
  readonly filters = input<readonly TableFilter[]>([]);
  /** What may be searched for, shown in the empty search field. */
  readonly searchHint = input.required<string>();
  /** Where a row leads. */
  readonly link = input.required<(row: Row) => readonly string[]>();
  /** Where columns and views are kept: the list's name with the account's. */
  readonly storageKey = input.required<string>();

  /** Where the server makes a file of the list; without it only what is selected can be saved. */
  readonly exportPath = input<string | null>(null);

  /** The reader asks for something else. */
  readonly queryChange = output<Partial<TableQuery>>();

  protected readonly tableExport = inject(TableExport);
  private readonly cells = contentChildren<TableCell<Row>>(TableCell);
  protected readonly memory = computed(() => new TableMemory(this.storageKey()));
  protected readonly hidden = linkedSignal<ReadonlySet<string>>(
    () => new Set(this.memory().hidden() ?? this.extraKeys()),
  );
  protected readonly shown = computed(() =>
    this.columns().filter(({ key }, index) => index === 0 || !this.hidden().has(key)),
  );
  protected readonly leastWidth = computed(() =>
    this.shown().reduce((sum, { width }) => sum + width, 44),
  );
  /** What stands in the search field: ahead of the query while somebody types. */
  protected readonly typed = linkedSignal(() => this.query().search);
  protected readonly sort = computed(() => ({
    field: fieldOf(this.query().sort),
    descending: this.query().sort.startsWith('-'),
  }));
  protected readonly skeletons = Array.from({ length: SKELETON_ROWS }, (_, index) => index);
  protected readonly narrowed = computed(
    () => this.query().search !== '' || Object.keys(this.query().filters).length > 0,
  );
  protected readonly pages = computed(() =>
    Math.max(1, Math.ceil(this.data().total() / this.query().pageSize)),
  );
  protected readonly range = computed(() => {
    const { page, pageSize } = this.query();
    const total = this.data().total();
    const rows = this.data().rows()?.length ?? 0;
    const first = rows === 0 ? 0 : (page - 1) * pageSize + 1;
    const number = (value: number): string => this.format.number(value);
    return this.t('table.range', {
      first: number(first),
      last: number(rows === 0 ? 0 : first + rows - 1),
      total: this.data().totalAtLeast()
        ? this.t('table.atLeast', { total: number(total) })
        : number(total),
    });
  });
  /** The rows are not the answer to the newest question: since when they are known. */
  protected readonly staleSince = computed(() => {
    const fetchedMs = this.data().fetchedMs();
    return this.data().problem() === null || fetchedMs === null
      ? null
      : this.format.time(fetchedMs, 'seconds');
  });

  /** Selected rows by id: they stay selected from page to page. */
  readonly selected = signal<ReadonlyMap<string, Row>>(new Map());
  protected readonly allSelected = computed(() => {
    const rows = this.data().rows() ?? [];
    return rows.length > 0 && rows.every(({ id }) => this.selected().has(id));
  });

  /** The row that was selected last by the mouse: where a range begins. */
  private lastChosen: string | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.typing));
    // Other rows: they are read from the top.
    effect(() => {
      this.query();
      untracked(() => this.scroller()?.scrollTo({ top: 0 }));
    });
  }

  protected cellOf(key: string): TemplateRef<{ readonly $implicit: Row }> | null {
    return this.cells().find((cell) => cell.naifCell() === key)?.template ?? null;
  }

  protected type(search: string): void {
    this.typed.set(search);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.queryChange.emit({ search }), TYPING_PAUSE_MS);
  }

  protected sortBy(column: TableColumn<Row>): void {
    const { field, descending } = this.sort();
    const again = column.sort === field;
    this.queryChange.emit({ sort: `${again && !descending ? '-' : ''}${column.sort ?? ''}` });
  }

  protected ariaSort(column: TableColumn<Row>): 'ascending' | 'descending' | 'none' | null {
    if (column.sort === undefined) return null;
    const { field, descending } = this.sort();
    if (column.sort !== field) return 'none';
    return descending ? 'descending' : 'ascending';
  }

  protected showAll(): void {
    this.typed.set('');
    this.queryChange.emit({ search: '', filters: {} });
  }

  protected hide(keys: ReadonlySet<string>): void {
    this.hidden.set(keys);
    this.memory().keepHidden([...keys]);
  }

  protected showView({ query, hidden }: SavedView): void {
    this.hide(new Set(hidden));
    this.queryChange.emit({ ...query, page: 1 });
  }

  protected toggle(row: Row): void {
    this.selected.update((selected) => {
      const next = new Map(selected);
      if (!next.delete(row.id)) next.set(row.id, row);
      return next;
    });
  }

  protected toggleAll(): void {
    const all = this.allSelected();
    this.selected.update((selected) => {
      const next = new Map(selected);
      for (const row of this.data().rows() ?? []) {
        if (all) next.delete(row.id);
        else next.set(row.id, row);
      }
      return next;
    });
  }

  /** Selects nothing any more. */
  deselect(): void {
    this.selected.set(new Map());
  }

  /** Selects one; with Shift everything between it and the one before. */
  protected choose(row: Row, event: MouseEvent): void {
    const rows = this.data().rows() ?? [];
    const from = rows.findIndex(({ id }) => id === this.lastChosen);
    const to = rows.indexOf(row);
    this.lastChosen = row.id;
    if (!event.shiftKey || from === -1) {
      this.toggle(row);
      return;
    }
    const isSelected = !this.selected().has(row.id);
    this.selected.update((selected) => {
      const next = new Map(selected);
      for (const one of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) {
        if (isSelected) next.set(one.id, one);
        else next.delete(one.id);
      }
      return next;
    });
  }

  /** Has the server make a file of all that match, or of what is selected. */
  protected exportList(ids?: readonly string[]): void {
    const path = this.exportPath();
    if (path === null) return;
    const columns = this.shown().flatMap(({ exports }) => exports ?? []);
    void this.tableExport.save({
      path,
      name: `${this.name()}.csv`,
      query: ids === undefined ? this.query() : { ...this.query(), search: '', filters: {} },
      ...(columns.length > 0 && { columns }),
      ...(ids && { ids }),
    });
  }

  protected saveSelection(): void {
    const ids = [...this.selected().keys()];
    if (this.exportPath() !== null && ids.length <= MOST_IDS) {
      this.exportList(ids);
      return;
    }
    const columns = this.shown();
    const rows = [...this.selected().values()];
    const lines = rows.map((row) => columns.map(({ text }) => text(row)));
    download(`${this.name()}.csv`, csvOf([columns.map(({ title }) => title), ...lines]));
  }

  protected press(event: KeyboardEvent): void {
    if (!this.oneKey.listens(event)) return;
    if (event.key === 'j' || event.key === 'k') this.go(event.key === 'j' ? 1 : -1);
    else if (event.key === 'x') this.toggleFocused();
    else return;
    event.preventDefault();
  }

  /** The keyboard's row is the one whose link has the focus: Enter opens it as it opens any link. */
  private go(steps: number): void {
    const links = this.links();
    const at = links.findIndex((link) => link === document.activeElement);
    const start = at === -1 && steps < 0 ? links.length : at;
    const next = links[Math.min(links.length - 1, Math.max(0, start + steps))];
    next?.focus();
    next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }

  private toggleFocused(): void {
    const at = this.links().findIndex((link) => link === document.activeElement);
    const row = this.data().rows()?.[at];
    if (row !== undefined) this.toggle(row);
  }

  private links(): HTMLElement[] {
    return [...this.host.nativeElement.querySelectorAll<HTMLElement>('tbody a.name')];
  }

  private scroller(): HTMLElement | null {
    return this.host.nativeElement.querySelector('.rows');
  }

  private extraKeys(): string[] {
    return this.columns().flatMap(({ key, extra }) => (extra === true ? [key] : []));
  }
}
