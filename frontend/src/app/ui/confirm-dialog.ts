import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { ErrorState } from './error-state';
import { type Problem, problemOf } from './problem';

/** What is going to be done for good. */
export interface ConfirmDialogData {
  readonly title: string;
  /** What it means, in a sentence or two. */
  readonly lead: string;
  /** What has to be typed: the name of what is lost. */
  readonly name: string;
  /** The button's word. */
  readonly action: string;
  readonly run: () => Promise<void>;
}

/** Asks for the name of what is about to be destroyed. Closes with `true` when it is done. */
@Component({
  selector: 'naif-confirm-dialog',
  imports: [MatDialogModule, ErrorState],
  template: `
    <form (submit)="confirm($event)">
      <h2 mat-dialog-title>{{ data.title }}</h2>
      <mat-dialog-content>
        <p>{{ data.lead }}</p>
        <div class="field">
          <label for="confirm-name">{{ t('form.typeName', { name: data.name }) }}</label>
          <input
            #name
            id="confirm-name"
            class="control"
            autocomplete="off"
            spellcheck="false"
            [value]="typed()"
            [attr.aria-invalid]="mismatch()"
            [attr.aria-describedby]="mismatch() ? 'confirm-error' : null"
            (input)="typed.set(name.value)"
          />
          <p id="confirm-error" class="field-error" aria-live="polite">
            @if (mismatch()) {
              {{ t('form.typeNameMismatch') }}
            }
          </p>
        </div>
        @if (problem(); as problem) {
          <naif-error-state [problem]="problem" (retry)="run()" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button type="submit" class="button danger" [attr.aria-disabled]="busy()">
          {{ data.action }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p,
    .field {
      color: var(--text);
    }
    .field {
      margin-block-start: 16px;
    }
    .field-error {
      min-block-size: 20px;
      color: var(--critical);
    }
    mat-dialog-actions {
      gap: 8px;
    }
  `,
})
export class ConfirmDialog {
  private readonly dialog = inject<MatDialogRef<ConfirmDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<ConfirmDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly typed = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly refused = signal(false);
  private readonly matches = computed(() => plain(this.typed()) === plain(this.data.name));
  protected readonly mismatch = computed(() => this.refused() && !this.matches());

  protected confirm(event: Event): void {
    event.preventDefault();
    this.refused.set(!this.matches());
    if (this.matches() && !this.busy()) void this.run();
  }

  protected async run(): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.data.run();
      this.dialog.close(true);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}

/** Names are the same whatever their case, accents, blanks and hyphens. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}\s-]/gu, '')
    .toUpperCase();
}
