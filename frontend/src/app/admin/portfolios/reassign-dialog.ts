import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Portfolio } from '../../directory/portfolio-store';
import { injectWords } from '../../i18n/words';
import { Control, Field } from '../../ui/field';
import { FormFrame } from '../../ui/form-frame';
import { FormSession } from '../../ui/form-session';
import { needed } from '../../ui/rules';

/** What the dialog works on. */
export interface ReassignDialogData {
  readonly from: Portfolio;
  readonly people: readonly Portfolio[];
  readonly draftKey: string;
  readonly send: (toAccountId: string | null) => Promise<number>;
}

/** Stands for nobody among the choices. */
const NOBODY = 'none';

/** Gives a whole portfolio to somebody else for good. Closes with how many clients that were. */
@Component({
  selector: 'naif-reassign-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('portfolios.reassignTitle', { name: data.from.name }) }}</h2>
    <mat-dialog-content>
      <naif-form-frame
        [session]="editor"
        [action]="t('portfolios.reassign')"
        (left)="dialog.close()"
      >
        <p class="lead">{{ t('portfolios.reassignLead', { count: data.from.clients }) }}</p>
        <naif-field [of]="editor.form.toAccountId" [label]="t('portfolios.successor')">
          <select naifControl [formField]="editor.form.toAccountId">
            <option value="" disabled>{{ t('portfolios.choose') }}</option>
            @for (person of successors; track person.accountId) {
              <option [value]="person.accountId">{{ person.name }}</option>
            }
            <option [value]="nobody">{{ t('portfolios.nobody') }}</option>
          </select>
        </naif-field>
      </naif-form-frame>
    </mat-dialog-content>
  `,
  styleUrls: ['../../ui/_form-rows.scss', '../../ui/_form-dialog.scss'],
})
export class ReassignDialog {
  protected readonly dialog = inject<MatDialogRef<ReassignDialog, number>>(MatDialogRef);
  protected readonly data = inject<ReassignDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly nobody = NOBODY;
  protected readonly successors = this.data.people.filter(
    ({ closed, accountId }) => !closed && accountId !== this.data.from.accountId,
  );

  protected readonly editor = new FormSession<{ readonly toAccountId: string }, number>({
    initial: { toAccountId: '' },
    schema: (path) => needed(path.toAccountId),
    draftKey: () => this.data.draftKey,
    save: ({ toAccountId }) => this.data.send(toAccountId === NOBODY ? null : toAccountId),
    saved: (moved) => this.dialog.close(moved),
  });
}
