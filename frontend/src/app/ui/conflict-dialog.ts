import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';

/** A field in which two people's work differs. */
export interface ConflictRow {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

/** What the dialog shows. */
export interface ConflictDialogData {
  readonly rows: readonly ConflictRow[];
}

/** Whose work counts; closed without an answer: nothing is decided. */
export type ConflictWish = 'mine' | 'theirs';

/** Two people changed the same record: shows where they differ, and lets the later one decide. */
@Component({
  selector: 'naif-conflict-dialog',
  imports: [MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('form.conflictTitle') }}</h2>
    <mat-dialog-content>
      @if (data.rows.length === 0) {
        <p>{{ t('form.conflictSame') }}</p>
      } @else {
        <p>{{ t('form.conflictText') }}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{{ t('form.conflictField') }}</th>
              <th scope="col">{{ t('form.conflictMine') }}</th>
              <th scope="col">{{ t('form.conflictTheirs') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (row of data.rows; track row.label) {
              <tr>
                <th scope="row">{{ row.label }}</th>
                <td>{{ row.mine }}</td>
                <td>{{ row.theirs }}</td>
              </tr>
            }
          </tbody>
        </table>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
      <button type="button" class="button" [mat-dialog-close]="'theirs'">
        {{ t('form.conflictTakeTheirs') }}
      </button>
      <button type="button" class="button primary" [mat-dialog-close]="'mine'">
        {{ t('form.conflictTakeMine') }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p,
    td,
    th {
      color: var(--text);
    }
    table {
      inline-size: 100%;
      margin-block-start: 12px;
      border-collapse: collapse;
      font-size: 14px;
    }
    th,
    td {
      padding: 8px 12px 8px 0;
      border-block-end: 1px solid var(--line);
      overflow-wrap: anywhere;
      text-align: start;
      vertical-align: top;
    }
    thead th {
      color: var(--quiet);
      font-size: 12px;
      font-weight: 550;
    }
    tbody th {
      font-weight: 550;
    }
    mat-dialog-actions {
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class ConflictDialog {
  protected readonly data = inject<ConflictDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
}
