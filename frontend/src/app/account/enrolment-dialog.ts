import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { type Problem, problemOf } from '../ui/problem';
import type { Enrolment } from './account-store';

/** What the dialog works on. */
export interface EnrolmentDialogData {
  readonly enrolment: Enrolment;
  /** Confirms the app by a code of it; resolves with recovery codes. */
  readonly confirm: (code: string) => Promise<readonly string[]>;
}

/** Shows an authenticator app what it needs, and takes its first code. Closes with the recovery codes. */
@Component({
  selector: 'naif-enrolment-dialog',
  imports: [MatDialogModule],
  template: `
    <form novalidate (submit)="send($event)" [attr.aria-busy]="busy()">
      <h2 mat-dialog-title>{{ t('account.setUp.title') }}</h2>
      <mat-dialog-content>
        <p>{{ t('account.setUp.scan') }}</p>
        <img class="qr" [src]="image" [alt]="t('account.setUp.qr')" />
        <p class="quiet">{{ t('account.setUp.secret') }}</p>
        <p class="secret" data-testid="totp-secret">{{ secret }}</p>
        <p>
          <a [href]="data.enrolment.uri">{{ t('account.setUp.open') }}</a>
        </p>
        <div class="field">
          <label for="first-code">{{ t('account.setUp.code') }}</label>
          <input
            #codeInput
            id="first-code"
            class="control"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="12"
            [value]="code()"
            [attr.aria-invalid]="fault() !== null"
            [attr.aria-describedby]="fault() === null ? null : 'first-code-error'"
            (input)="code.set(codeInput.value)"
          />
          <p id="first-code-error" class="field-error" role="alert">
            @if (fault(); as text) {
              <span data-testid="dialog-refusal">{{ text }}</span>
            }
          </p>
        </div>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button type="button" class="button" mat-dialog-close>{{ t('form.cancel') }}</button>
        <button type="submit" class="button primary" [attr.aria-disabled]="busy()">
          {{ t(busy() ? 'account.confirm.working' : 'account.setUp.confirm') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './account-dialog.scss',
})
export class EnrolmentDialog {
  private readonly dialog = inject<MatDialogRef<EnrolmentDialog, readonly string[]>>(MatDialogRef);
  private readonly say = injectRefusalWords();
  protected readonly data = inject<EnrolmentDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly image = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.data.enrolment.qrSvg)}`;
  /** In groups of four, as one reads it out. */
  protected readonly secret = this.data.enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ');
  protected readonly code = signal('');
  protected readonly busy = signal(false);
  private readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  private readonly digits = computed(() => this.code().replace(/\s/g, ''));
  protected readonly fault = computed(() => {
    const problem = this.problem();
    if (problem !== null) return this.say(problem);
    return this.tried() && !/^\d{6}$/.test(this.digits())
      ? this.t('account.setUp.codeMalformed')
      : null;
  });

  private readonly codeInput = viewChild.required<ElementRef<HTMLInputElement>>('codeInput');

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.tried.set(true);
    this.problem.set(null);
    if (this.fault() === null) await this.confirm();
    if (this.fault() !== null) this.codeInput().nativeElement.select();
  }

  private async confirm(): Promise<void> {
    this.busy.set(true);
    try {
      this.dialog.close(await this.data.confirm(this.digits()));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
