import { Component } from '@angular/core';
import { MatDialogModule } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';

/** What becomes of work that is not saved; closed without an answer: one stays. */
export type LeaveWish = 'stay' | 'keep' | 'discard';

/** Asks before what was entered is lost. */
@Component({
  selector: 'naif-leave-dialog',
  imports: [MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('form.leaveTitle') }}</h2>
    <mat-dialog-content>
      <p>{{ t('form.leaveText') }}</p>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="button danger" [mat-dialog-close]="'discard'">
        {{ t('form.leaveDiscard') }}
      </button>
      <button type="button" class="button" [mat-dialog-close]="'keep'">
        {{ t('form.leaveKeep') }}
      </button>
      <button type="button" class="button primary" cdkFocusInitial [mat-dialog-close]="'stay'">
        {{ t('form.leaveStay') }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      color: var(--text);
    }
    mat-dialog-actions {
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class LeaveDialog {
  protected readonly t = injectWords();
}
