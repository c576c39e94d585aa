import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import { needed } from '../ui/rules';

/** So many are named; of the others it says how many they are. */
const NAMED = 5;
/** Stands for nobody among the choices. */
const NOBODY = 'none';

/** What the dialog works on. */
export interface AssignDialogData {
  /** Names of the clients. */
  readonly names: readonly string[];
  /** Who can become responsible. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly draftKey: string;
  readonly send: (toAccountId: string | null) => Promise<number>;
}

/** Gives several clients to somebody. Closes with how many changed hands. */
@Component({
  selector: 'naif-assign-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('clients.assign.title', { count: data.names.length }) }}</h2>
    <mat-dialog-content>
      <naif-form-frame
        [session]="editor"
        [action]="t('clients.assign.run')"
        (left)="dialog.close()"
      >
        <p class="lead">{{ named }}</p>
        <naif-field [of]="editor.form.toAccountId" [label]="t('clients.assign.to')">
          <select naifControl [formField]="editor.form.toAccountId">
            <option value="" disabled>{{ t('clients.assign.choose') }}</option>
            @for (person of data.people; track person.id) {
              <option [value]="person.id">{{ person.name }}</option>
            }
            <option [value]="nobody">{{ t('clients.noResponsible') }}</option>
          </select>
        </naif-field>
      </naif-form-frame>
    </mat-dialog-content>
  `,
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
})
export class AssignDialog {
  protected readonly dialog = inject<MatDialogRef<AssignDialog, number>>(MatDialogRef);
  protected readonly data = inject<AssignDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly nobody = NOBODY;
  protected readonly named = this.nameThem();

  protected readonly editor = new FormSession<{ readonly toAccountId: string }, number>({
    initial: { toAccountId: '' },
    schema: (path) => needed(path.toAccountId),
    draftKey: () => this.data.draftKey,
    save: ({ toAccountId }) => this.data.send(toAccountId === NOBODY ? null : toAccountId),
    saved: (moved) => this.dialog.close(moved),
  });

  private nameThem(): string {
    const { names } = this.data;
    const shown = names.slice(0, NAMED).join(', ');
    const others = names.length - NAMED;
    return others > 0 ? this.t('clients.assign.others', { names: shown, count: others }) : shown;
  }
}
