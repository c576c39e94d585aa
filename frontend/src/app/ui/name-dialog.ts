import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';

/** What the dialog asks for. */
export interface NameDialogData {
  readonly title: string;
  readonly label: string;
}

/** Asks for a name. Closes with it, without blanks around, or with nothing. */
@Component({
  selector: 'naif-name-dialog',
  imports: [MatDialogModule],
  template: `
    <form (submit)="confirm($event)">
      <h2 mat-dialog-title>{{ data.title }}</h2>
      <mat-dialog-content>
        <div class="field">
          <label for="name-dialog-name">{{ data.label }}</label>
          <input
            #name
            id="name-dialog-name"
            class="control"
            maxlength="60"
            autocomplete="off"
            required
            [value]="typed()"
            (input)="typed.set(name.value)"
          />
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button type="submit" class="button primary">{{ t('form.save') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    label {
      color: var(--text);
    }
    mat-dialog-actions {
      gap: 8px;
    }
  `,
})
export class NameDialog {
  private readonly dialog = inject<MatDialogRef<NameDialog, string>>(MatDialogRef);
  protected readonly data = inject<NameDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly typed = signal('');

  protected confirm(event: Event): void {
    event.preventDefault();
    const name = this.typed().trim();
    if (name !== '') this.dialog.close(name);
  }
}
