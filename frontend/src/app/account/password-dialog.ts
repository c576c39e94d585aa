import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { isGivenUp } from '../session/passkey-browser';
import { injectRefusalWords } from '../session/refusal-words';
import { Icon } from '../ui/icon';
import { PasswordField } from '../ui/password-field';
import { type Problem, problemOf } from '../ui/problem';
import { ConfirmationStore, type FactorMethod } from './confirmation-store';
import { FactorCode } from './factor-code';

/** What is going to be done, once the password showed that it is the account's holder who wants it. */
export interface PasswordDialogData<T = unknown> {
  readonly title: string;
  /** What it means, in a sentence or two. */
  readonly lead: string;
  /** The button's word. */
  readonly action: string;
  /** It takes something away. */
  readonly danger?: boolean;
  /** Asks for a name, too: its label. */
  readonly nameLabel?: string;
  /** The account has passkeys: one can be shown instead. */
  readonly passkeys?: boolean;
  /** Without a password where a passkey was shown. */
  readonly run: (password: string | undefined, name: string) => Promise<T>;
}

/** How the dialog closes when it is done: what `run` brought. */
export interface PasswordDialogResult<T = unknown> {
  readonly value: T;
}

/**
 * Asks for the password before something of the account is changed, then for the second factor where the server wants it,
 * or for a passkey instead of both; and changes it.
 */
@Component({
  selector: 'naif-password-dialog',
  imports: [FactorCode, Icon, MatDialogModule, PasswordField],
  template: `
    <form novalidate (submit)="send($event)" [attr.aria-busy]="busy()">
      <h2 mat-dialog-title>{{ data.title }}</h2>
      <mat-dialog-content>
        <p>{{ data.lead }}</p>
        @if (data.nameLabel; as label) {
          <div class="field">
            <label for="dialog-name">{{ label }}</label>
            <input
              #nameInput
              id="dialog-name"
              class="control"
              maxlength="60"
              autocomplete="off"
              [value]="name()"
              [attr.aria-invalid]="nameMissing()"
              [attr.aria-describedby]="nameMissing() ? 'dialog-name-error' : null"
              (input)="name.set(nameInput.value)"
            />
            @if (nameMissing()) {
              <p id="dialog-name-error" class="field-error">
                {{ t('account.passkeys.labelMissing') }}
              </p>
            }
          </div>
        }
        @if (methods(); as methods) {
          <naif-factor-code [methods]="methods" />
        } @else {
          <naif-password-field
            name="dialog-password"
            [label]="t('account.confirm.password')"
            [(value)]="password"
            [error]="passwordError()"
          />
        }
        @if (data.passkeys) {
          <button
            type="button"
            class="button quiet-button"
            data-testid="confirm-passkey"
            [attr.aria-disabled]="busy()"
            (click)="sendPasskey()"
          >
            <naif-icon name="key" />{{ t('account.confirm.passkey') }}
          </button>
        }
        <p class="field-error" role="alert">
          @if (refusal(); as text) {
            <span data-testid="dialog-refusal">{{ text }}</span>
          }
        </p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button
          type="submit"
          class="button"
          [class.primary]="!data.danger"
          [class.danger]="data.danger"
          [attr.aria-disabled]="busy()"
        >
          {{ busy() ? t('account.confirm.working') : data.action }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './account-dialog.scss',
})
export class PasswordDialog {
  private readonly dialog =
    inject<MatDialogRef<PasswordDialog, PasswordDialogResult>>(MatDialogRef);
  private readonly confirmation = inject(ConfirmationStore);
  private readonly say = injectRefusalWords();
  protected readonly data = inject<PasswordDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly name = signal('');
  protected readonly password = signal('');
  protected readonly busy = signal(false);
  private readonly tried = signal(false);
  private readonly problem = signal<Problem | null>(null);
  private readonly givenUp = signal(false);
  /** The ways to show the second factor, once the server asked for it. */
  protected readonly methods = signal<readonly FactorMethod[] | null>(null);
  /** It was right: trying again needs no other code. */
  private readonly factorShown = signal(false);

  protected readonly nameMissing = computed(
    () => this.data.nameLabel !== undefined && this.tried() && this.name().trim() === '',
  );
  protected readonly passwordError = computed(() => {
    if (this.problem()?.code === 'AUTH.WRONG_PASSWORD') return this.t('fault.AUTH.WRONG_PASSWORD');
    return this.tried() && this.methods() === null && this.password() === ''
      ? this.t('account.confirm.passwordMissing')
      : null;
  });
  protected readonly refusal = computed(() => {
    if (this.givenUp()) return this.t('account.passkeys.givenUp');
    const problem = this.problem();
    return problem === null || problem.code === 'AUTH.WRONG_PASSWORD' ? null : this.say(problem);
  });

  private readonly field = viewChild(PasswordField);
  private readonly code = viewChild(FactorCode);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.begin()) return;
    if (this.methods() === null && this.password() === '') {
      this.field()?.focus();
      return;
    }
    await this.attempt(async () => {
      if (!this.factorShown()) this.factorShown.set((await this.code()?.show()) ?? false);
      if (this.methods() === null || this.factorShown()) await this.change(this.password());
    });
  }

  protected async sendPasskey(): Promise<void> {
    if (!this.begin()) return;
    await this.attempt(async () => {
      await this.confirmation.showPasskey();
      await this.change(undefined);
    });
  }

  /** Whether there is something to send. */
  private begin(): boolean {
    if (this.busy()) return false;
    this.tried.set(true);
    this.problem.set(null);
    this.givenUp.set(false);
    return !this.nameMissing();
  }

  private async change(password: string | undefined): Promise<void> {
    this.dialog.close({ value: await this.data.run(password, this.name().trim()) });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await act();
    } catch (error) {
      if (isGivenUp(error)) this.givenUp.set(true);
      else await this.refuse(problemOf(error));
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
    if (this.passwordError() !== null) this.field()?.focus();
  }
}
