import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { type Problem, problemOf } from '../ui/problem';

/** What the dialog works on. */
export interface RevocationDialogData {
  readonly plate: string;
  readonly revoke: () => Promise<void>;
}

/** Asks for the plate before a device is revoked for good. Closes with `true` when it is done. */
@Component({
  selector: 'naif-revocation-dialog',
  imports: [MatDialogModule, ErrorState],
  template: `
    <form (submit)="confirm($event)">
      <h2 mat-dialog-title>{{ t('vehicle.revocation.title') }}</h2>
      <mat-dialog-content>
        <p>{{ t('vehicle.revocation.lead') }}</p>
        <div class="field">
          <label for="revocation-plate">
            {{ t('vehicle.revocation.type', { plate: data.plate }) }}
          </label>
          <input
            #plate
            id="revocation-plate"
            class="control"
            autocomplete="off"
            spellcheck="false"
            [value]="typed()"
            [attr.aria-invalid]="mismatch()"
            [attr.aria-describedby]="mismatch() ? 'revocation-error' : null"
            (input)="type(plate.value)"
          />
          <p id="revocation-error" class="field-error" aria-live="polite">
            @if (mismatch()) {
              {{ t('vehicle.revocation.mismatch') }}
            }
          </p>
        </div>
        @if (problem(); as problem) {
          <naif-error-state [problem]="problem" (retry)="run()" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>
          {{ t('vehicle.revocation.cancel') }}
        </button>
        <button type="submit" class="button danger" [attr.aria-disabled]="busy()">
          {{ t('vehicle.revocation.confirm') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      color: var(--text);
    }
    .field {
      margin-block-start: 16px;
      color: var(--text);
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
export class RevocationDialog {
  private readonly dialog = inject<MatDialogRef<RevocationDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<RevocationDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly typed = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly refused = signal(false);
  protected readonly mismatch = computed(() => this.refused() && !this.matches());

  protected type(value: string): void {
    this.typed.set(value);
  }

  protected confirm(event: Event): void {
    event.preventDefault();
    this.refused.set(!this.matches());
    if (this.matches() && !this.busy()) void this.run();
  }

  protected async run(): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.data.revoke();
      this.dialog.close(true);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private matches(): boolean {
    return plain(this.typed()) === plain(this.data.plate);
  }
}

/** Plates are the same whatever their case and hyphens. */
function plain(plate: string): string {
  return plate.replace(/[\s-]/g, '').toUpperCase();
}
