import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatMenuModule } from '@angular/material/menu';
import { firstValueFrom } from 'rxjs';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';
import { NameDialog } from './name-dialog';
import type { TableQuery } from './table-query';
import type { SavedView, TableMemory } from './table-views';
import { Toasts } from './toasts';

/** The two menus of a table: which columns are shown, and the views that somebody saved. */
@Component({
  selector: 'naif-table-tools',
  imports: [Icon, MatMenuModule],
  template: `
    <button
      type="button"
      class="button quiet-button shrinks-early"
      [matMenuTriggerFor]="viewMenu"
      [title]="t('table.views')"
    >
      <naif-icon name="bookmark" /><span class="word">{{ t('table.views') }}</span>
    </button>
    <mat-menu #viewMenu="matMenu">
      @for (view of views(); track view.name) {
        <button mat-menu-item (click)="viewChosen.emit(view)">{{ view.name }}</button>
      } @empty {
        <button mat-menu-item disabled>{{ t('table.noViews') }}</button>
      }
      <button mat-menu-item class="apart" (click)="save()">{{ t('table.saveView') }}</button>
      @for (view of views(); track view.name) {
        <button mat-menu-item (click)="forget(view)">
          {{ t('table.forgetView', { name: view.name }) }}
        </button>
      }
    </mat-menu>

    <button
      type="button"
      class="button quiet-button shrinks-early columns"
      [matMenuTriggerFor]="columnMenu"
      [title]="t('table.columns')"
    >
      <naif-icon name="view_column" /><span class="word">{{ t('table.columns') }}</span>
    </button>
    <mat-menu #columnMenu="matMenu">
      @for (column of columns().slice(1); track column.key) {
        <button
          mat-menu-item
          role="menuitemcheckbox"
          [attr.aria-checked]="!hidden().has(column.key)"
          (click)="toggle(column.key, $event)"
        >
          <span class="item">
            <naif-icon
              name="check"
              [style.visibility]="hidden().has(column.key) ? 'hidden' : null"
            />
            {{ column.title }}
          </span>
        </button>
      }
    </mat-menu>
  `,
  styles: `
    :host {
      display: flex;
      gap: 4px;
    }
    .item {
      display: inline-flex;
      align-items: center;
      gap: 12px;
    }
    // Phones show records as cards, which have no columns.
    @media (width < 700px) {
      .columns {
        display: none;
      }
    }
  `,
})
export class TableTools {
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  protected readonly t = injectWords();

  readonly columns = input.required<readonly { readonly key: string; readonly title: string }[]>();
  readonly hidden = input.required<ReadonlySet<string>>();
  readonly memory = input.required<TableMemory>();
  readonly query = input.required<TableQuery>();

  /** Keys of the columns that are to be hidden. */
  readonly hiddenChange = output<ReadonlySet<string>>();
  readonly viewChosen = output<SavedView>();

  protected readonly views = linkedSignal(() => this.memory().views());
  private readonly current = computed(() => {
    const { pageSize, sort, search, filters } = this.query();
    return { query: { pageSize, sort, search, filters }, hidden: [...this.hidden()] };
  });

  protected toggle(key: string, event: Event): void {
    // The menu stays: one rarely wants a single column.
    event.stopPropagation();
    const hidden = new Set(this.hidden());
    if (!hidden.delete(key)) hidden.add(key);
    this.hiddenChange.emit(hidden);
  }

  protected async save(): Promise<void> {
    const dialog = this.dialog.open<NameDialog, unknown, string>(NameDialog, {
      width: '420px',
      maxWidth: '94vw',
      data: { title: this.t('table.saveView'), label: this.t('table.viewName') },
    });
    const name = await firstValueFrom(dialog.afterClosed());
    if (name === undefined) return;
    this.memory().keepView({ name, ...this.current() });
    this.views.set(this.memory().views());
  }

  protected forget(view: SavedView): void {
    this.memory().forgetView(view.name);
    this.views.set(this.memory().views());
    this.toasts.show({
      text: this.t('table.viewForgotten', { name: view.name }),
      undo: () => {
        this.memory().keepView(view);
        this.views.set(this.memory().views());
      },
    });
  }
}
