import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { injectWords, type WordKey } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { type Problem, problemOf } from '../ui/problem';

/** Why a contract was not renewed, as far as there are words for it. */
const REASONS: Readonly<Record<string, WordKey>> = {
  'CONTRACT.NOT_DUE': 'contracts.renewals.code.notDue',
  'RECORD.CHANGED_MEANWHILE': 'contracts.renewals.code.changed',
  'CONTRACT.TRANSITION_NOT_ALLOWED': 'contracts.renewals.code.notAllowed',
};

/** A contract that may be renewed. */
export interface RenewableContract {
  readonly id: string;
  readonly number: string;
  readonly version: number;
}

/** How a renewal ended: with a code it was refused. */
export interface RenewalOutcome {
  readonly id: string;
  readonly code?: string;
}

/** What is to be renewed, and how. */
export interface RenewalsDialogData {
  readonly contracts: readonly RenewableContract[];
  readonly run: (contracts: readonly RenewableContract[]) => Promise<readonly RenewalOutcome[]>;
}

/** Renews several contracts, and says which were refused and why. */
@Component({
  selector: 'naif-renewals-dialog',
  imports: [ErrorState, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('contracts.renewals.title') }}</h2>
    <mat-dialog-content>
      @if (outcomes(); as items) {
        <p role="status" data-testid="renewed">
          {{ t('contracts.renewals.done', { count: renewed(), total: items.length }) }}
        </p>
        @if (refused().length > 0) {
          <p>{{ t('contracts.renewals.refused') }}</p>
          <ul>
            @for (one of refused(); track one.number) {
              <li>{{ one.number }}: {{ t(one.reason) }}</li>
            }
          </ul>
        }
      } @else {
        <p>{{ t('contracts.renewals.hint') }}</p>
        <ul>
          @for (contract of contracts; track contract.id) {
            <li>{{ contract.number }}</li>
          }
        </ul>
      }
      @if (problem(); as why) {
        <naif-error-state [problem]="why" (retry)="run()" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      @if (outcomes()) {
        <button type="button" class="button primary" [mat-dialog-close]="true">
          {{ t('contracts.renewals.close') }}
        </button>
      } @else {
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button
          type="button"
          class="button primary"
          data-testid="renew"
          [attr.aria-disabled]="busy()"
          (click)="run()"
        >
          {{ t('contracts.renewals.run') }}
        </button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    ul {
      margin: 0;
      padding-inline-start: 20px;
    }
  `,
})
export class RenewalsDialog {
  private readonly data = inject<RenewalsDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly contracts = this.data.contracts;

  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly outcomes = signal<readonly RenewalOutcome[] | null>(null);
  protected readonly renewed = computed(
    () => (this.outcomes() ?? []).filter(({ code }) => code === undefined).length,
  );
  protected readonly refused = computed(() =>
    (this.outcomes() ?? []).flatMap(({ id, code }) => {
      if (code === undefined) return [];
      const number = this.contracts.find((contract) => contract.id === id)?.number ?? id;
      return [{ number, reason: REASONS[code] ?? 'contracts.renewals.code.other' }];
    }),
  );

  protected async run(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.outcomes.set(await this.data.run(this.contracts));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
