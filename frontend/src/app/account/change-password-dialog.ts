import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { NewPassword } from '../session/new-password';
import { injectRefusalWords } from '../session/refusal-words';
import { PasswordField } from '../ui/password-field';
import { type Problem, problemOf } from '../ui/problem';
import { ConfirmationStore, type FactorMethod } from './confirmation-store';
import { FactorCode } from './factor-code';

/** What the dialog works on. */
export interface ChangePasswordDialogData {
  readonly email: string;
  readonly change: (currentPassword: string, newPassword: string) => Promise<void>;
}

/** Changes the password. Closes with `true` when it is done. */
@Component({
  selector: 'naif-change-password-dialog',
  imports: [FactorCode, MatDialogModule, NewPassword, PasswordField],
  template: `
    <form novalidate (submit)="send($event)" [attr.aria-busy]="busy()">
      <h2 mat-dialog-title>{{ t('account.password.change') }}</h2>
      <mat-dialog-content>
        <!-- For the browser's password store: whose password it is. -->
        <input type="text" autocomplete="username" hidden [value]="data.email" />
        <naif-password-field
          name="current-password"
          [label]="t('account.password.current')"
          [(value)]="current"
          [error]="currentError()"
        />
        <naif-new-password
          name="new-password"
          [label]="t('session.newPassword.label')"
          [(value)]="wanted"
          [problem]="problem()"
        />
        @if (methods(); as methods) {
          <naif-factor-code [methods]="methods" />
        }
        <p class="field-error" role="alert">
          @if (refusal(); as text) {
            <span data-testid="dialog-refusal">{{ text }}</span>
          }
        </p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button type="submit" class="button primary" [attr.aria-disabled]="busy()">
          {{ t(busy() ? 'session.newPassword.saving' : 'session.newPassword.save') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './account-dialog.scss',
})
export class ChangePasswordDialog {
  private readonly dialog = inject<MatDialogRef<ChangePasswordDialog, boolean>>(MatDialogRef);
  private readonly confirmation = inject(ConfirmationStore);
  private readonly say = injectRefusalWords();
  protected readonly data = inject<ChangePasswordDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly current = signal('');
  protected readonly wanted = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  /** The ways to show the second factor, once the server asked for it. */
  protected readonly methods = signal<readonly FactorMethod[] | null>(null);
  /** It was right: trying again needs no other code. */
  private readonly factorShown = signal(false);

  protected readonly currentError = computed(() => {
    if (this.problem()?.code === 'AUTH.WRONG_PASSWORD') return this.t('fault.AUTH.WRONG_PASSWORD');
    return this.tried() && this.current() === '' ? this.t('account.confirm.passwordMissing') : null;
  });
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    return problem === null || problem.faults !== undefined ? null : this.say(problem);
  });

  private readonly currentField = viewChild.required(PasswordField);
  private readonly newField = viewChild.required(NewPassword);
  private readonly code = viewChild(FactorCode);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.tried.set(true);
    this.problem.set(null);
    const strong = this.newField().check();
    if (this.current() === '') this.currentField().focus();
    else if (strong) await this.change();
  }

  private async change(): Promise<void> {
    this.busy.set(true);
    try {
      if (!this.factorShown()) this.factorShown.set((await this.code()?.show()) ?? false);
      if (this.methods() !== null && !this.factorShown()) return;
      await this.data.change(this.current(), this.wanted());
      this.dialog.close(true);
    } catch (error) {
      await this.refuse(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async refuse(problem: Problem): Promise<void> {
    if (problem.code === 'AUTH.SECOND_FACTOR_NOT_SHOWN') {
      this.factorShown.set(false);
      this.methods.set(await this.confirmation.methods());
      return;
    }
    this.problem.set(problem);
    if (this.currentError() !== null) this.currentField().focus();
    else this.newField().focus();
  }
}
