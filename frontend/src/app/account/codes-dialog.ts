import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { download } from '../ui/csv';
import { Icon } from '../ui/icon';

/** What the dialog shows. */
export interface CodesDialogData {
  readonly codes: readonly string[];
}

/** Shows a sheet of recovery codes, this once. */
@Component({
  selector: 'naif-codes-dialog',
  imports: [MatDialogModule, Icon],
  template: `
    <h2 mat-dialog-title>{{ t('account.codes.title') }}</h2>
    <mat-dialog-content>
      <p>{{ t('account.codes.lead') }}</p>
      <ul class="codes" data-testid="recovery-codes">
        @for (code of data.codes; track code) {
          <li>{{ code }}</li>
        }
      </ul>
      <div class="buttons">
        <button type="button" class="button" (click)="copy()">
          <naif-icon [name]="copied() === true ? 'check' : 'content_copy'" />
          {{ t('account.codes.copy') }}
        </button>
        <button type="button" class="button" (click)="keep()">
          <naif-icon name="download" />{{ t('account.codes.download') }}
        </button>
      </div>
      <p class="quiet note" role="status">{{ note() }}</p>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="button primary" mat-dialog-close>
        {{ t('account.codes.done') }}
      </button>
    </mat-dialog-actions>
  `,
  styleUrl: './account-dialog.scss',
})
export class CodesDialog {
  protected readonly data = inject<CodesDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly copied = signal<boolean | null>(null);
  protected readonly note = computed(() => {
    const copied = this.copied();
    if (copied === null) return '';
    return this.t(copied ? 'account.codes.copied' : 'account.codes.copyFailed');
  });

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.data.codes.join('\n'));
      this.copied.set(true);
    } catch {
      this.copied.set(false);
    }
  }

  protected keep(): void {
    const text = `NAIF Control\n\n${this.data.codes.join('\n')}\n`;
    download(this.t('account.codes.file'), text, 'text/plain');
  }
}
