import { Component, computed, inject, input, output } from '@angular/core';
import type { ImportFaultDto } from '../api/models/import-fault-dto';
import type { ImportFaultPageDto } from '../api/models/import-fault-page-dto';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { injectFaultWords } from '../ui/fault-words';
import { Icon } from '../ui/icon';
import { fieldWord, IMPORT_FAULTS } from './import-words';

/** What is wrong with a file, line by line, a page at a time. */
@Component({
  selector: 'naif-import-report',
  imports: [Icon],
  template: `
    <h2 id="report-title">{{ t('imports.report') }}</h2>
    @if (hasMore()) {
      <p class="quiet">{{ t('imports.first') }}</p>
    }
    <div class="scroll" role="region" tabindex="0" aria-labelledby="report-title">
      <table>
        <thead>
          <tr>
            <th scope="col">{{ t('imports.line') }}</th>
            <th scope="col">{{ t('imports.column') }}</th>
            <th scope="col">{{ t('imports.value') }}</th>
            <th scope="col">{{ t('imports.fault') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (fault of page().items; track $index) {
            <tr data-testid="fault" [attr.data-code]="fault.code">
              <td class="tabular nowrap">{{ fault.line ?? t('imports.wholeFile') }}</td>
              <td>{{ columnOf(fault) }}</td>
              <td class="value">{{ fault.value ?? '' }}</td>
              <td>{{ say(fault.code, own) }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
    @if (pages() > 1) {
      <nav class="pages" [attr.aria-label]="t('imports.report')">
        <span class="tabular" role="status">{{ range() }}</span>
        <button
          type="button"
          class="icon-button"
          [disabled]="page().page <= 1"
          [attr.aria-label]="t('table.previous')"
          (click)="pageChange.emit(page().page - 1)"
        >
          <naif-icon name="chevron_left" />
        </button>
        <button
          type="button"
          class="icon-button"
          [disabled]="page().page >= pages()"
          [attr.aria-label]="t('table.next')"
          (click)="pageChange.emit(page().page + 1)"
        >
          <naif-icon name="chevron_right" />
        </button>
      </nav>
    }
  `,
  styleUrl: './_import-table.scss',
  styles: `
    :host {
      display: block;
      margin-block-end: 24px;
    }
  `,
})
export class ImportReport {
  private readonly format = inject(Format);
  protected readonly say = injectFaultWords();
  protected readonly t = injectWords();
  protected readonly own = IMPORT_FAULTS;

  readonly page = input.required<ImportFaultPageDto>();
  /** Whether there is more wrong than is kept. */
  readonly hasMore = input(false);
  /** Another page is wanted. */
  readonly pageChange = output<number>();

  protected readonly pages = computed(() => Math.ceil(this.page().total / this.page().pageSize));
  protected readonly range = computed(() => {
    const { page, pageSize, total, items } = this.page();
    const first = (page - 1) * pageSize + 1;
    return this.t('table.range', {
      first: this.format.number(first),
      last: this.format.number(first + items.length - 1),
      total: this.format.number(total),
    });
  });

  protected columnOf({ column, field }: ImportFaultDto): string {
    if (column !== undefined || field === undefined) return column ?? '';
    const word = fieldWord(field);
    return word === undefined ? field : this.t(word);
  }
}
