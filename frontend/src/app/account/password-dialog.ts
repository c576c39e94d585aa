import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { isGivenUp } from '../session/passkey-browser';
import { injectRefusalWords } from '../session/refusal-words';
import { PasswordField } from '../ui/password-field';
import { type Problem, problemOf } from '../ui/problem';

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
  readonly run: (password: string, name: string) => Promise<T>;
}

/** How the dialog closes when it is done: what `run` brought. */
export interface PasswordDialogResult<T = unknown> {
  readonly value: T;
}

/** Asks for the password before something of the account is changed, and changes it. */
@Component({
  selector: 'naif-password-dialog',
  imports: [MatDialogModule, PasswordField],
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
        <naif-password-field
          name="dialog-password"
          [label]="t('account.confirm.password')"
          [(value)]="password"
          [error]="passwordError()"
        />
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
  private readonly say = injectRefusalWords();
  protected readonly data = inject<PasswordDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly name = signal('');
  protected readonly password = signal('');
  protected readonly busy = signal(false);
  private readonly tried = signal(false);
  private readonly problem = signal<Problem | null>(null);
  private readonly givenUp = signal(false);

  protected readonly nameMissing = computed(
    () => this.data.nameLabel !== undefined && this.tried() && this.name().trim() === '',
  );
  protected readonly passwordError = computed(() => {
    if (this.problem()?.code === 'AUTH.WRONG_PASSWORD') return this.t('fault.AUTH.WRONG_PASSWORD');
    return this.tried() && this.password() === ''
      ? this.t('account.confirm.passwordMissing')
      : null;
  });
  protected readonly refusal = computed(() => {
    if (this.givenUp()) return this.t('account.passkeys.givenUp');
    const problem = this.problem();
    return problem === null || problem.code === 'AUTH.WRONG_PASSWORD' ? null : this.say(problem);
  });

  private readonly field = viewChild.required(PasswordField);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.tried.set(true);
    this.problem.set(null);
    this.givenUp.set(false);
    if (this.nameMissing()) return;
    if (this.password() === '') {
      this.field().focus();
      return;
    }
    this.busy.set(true);
    try {
      this.dialog.close({ value: await this.data.run(this.password(), this.name().trim()) });
    } catch (error) {
      if (isGivenUp(error)) this.givenUp.set(true);
      else this.problem.set(problemOf(error));
      if (this.passwordError() !== null) this.field().focus();
    } finally {
      this.busy.set(false);
    }
  }
}
