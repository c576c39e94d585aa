import { Component, computed, input, output, signal } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';
import type { TableFilter } from './table-column';
import type { TableQuery } from './table-query';

/** The line of filters above a table. Phones fold it behind a button, and sort here: their cards have no heads. */
@Component({
  selector: 'naif-table-filters',
  imports: [Icon],
  templateUrl: './table-filters.html',
  styleUrl: './table-filters.scss',
})
export class TableFilters {
  protected readonly t = injectWords();

  readonly filters = input.required<readonly TableFilter[]>();
  readonly columns =
    input.required<
      readonly { readonly key: string; readonly title: string; readonly sort?: string }[]
    >();
  readonly query = input.required<TableQuery>();

  /** The reader asks for something else. */
  readonly queryChange = output<Partial<TableQuery>>();

  /** Whether a phone shows the filters. */
  protected readonly open = signal(false);
  /** How many filters keep something back. */
  protected readonly chosen = computed(() => Object.keys(this.query().filters).length);

  protected choose(name: string, value: string): void {
    const { [name]: before, ...others } = this.query().filters;
    if ((before ?? '') === value) return;
    this.queryChange.emit({ filters: value === '' ? others : { ...others, [name]: value } });
  }

  protected clear(): void {
    this.queryChange.emit({ filters: {} });
  }
}
