import { Component, computed, inject, resource, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { problemOf } from '../ui/problem';

/** What the dialog works on. */
export interface EnrolmentDialogData {
  readonly plate: string;
  /** A device is attached already. */
  readonly replaces: boolean;
  /** Asks the server for a code and until when it is valid, ISO 8601. */
  readonly createCode: () => Promise<{ readonly code: string; readonly expiresAt: string }>;
}

/** Creates a one-time code and shows it, this once. */
@Component({
  selector: 'naif-enrolment-dialog',
  imports: [MatDialogModule, Icon, ErrorState],
  template: `
    <h2 mat-dialog-title>{{ t('vehicle.code.title') }}</h2>
    <mat-dialog-content>
      @if (problem(); as problem) {
        <naif-error-state [problem]="problem" (retry)="code.reload()" />
      } @else {
        <p>
          {{
            t(data.replaces ? 'vehicle.code.leadReplace' : 'vehicle.code.lead', {
              plate: data.plate,
            })
          }}
        </p>
        <div class="code" aria-live="polite">
          @if (code.hasValue()) {
            <output data-testid="enrolment-code">{{ code.value().code }}</output>
            <button
              type="button"
              class="icon-button"
              [attr.aria-label]="t('vehicle.code.copy')"
              [title]="t('vehicle.code.copy')"
              (click)="copy(code.value().code)"
            >
              <naif-icon [name]="copied() === true ? 'check' : 'content_copy'" />
            </button>
          } @else {
            <span class="skeleton"></span>
            <span class="visually-hidden">{{ t('vehicle.code.creating') }}</span>
          }
        </div>
        <p class="quiet note" role="status">{{ note() }}</p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="button primary" mat-dialog-close>
        {{ t('vehicle.code.done') }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      color: var(--text);
    }
    .code {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
      min-block-size: 72px;
      margin-block: 16px 8px;
      border: 1px dashed var(--line-strong);
      border-radius: 8px;
      background: var(--surface);
      color: var(--text);
    }
    output {
      font:
        600 28px/1 ui-monospace,
        'DejaVu Sans Mono',
        monospace;
      letter-spacing: 0.06em;
      user-select: all;
    }
    .skeleton {
      inline-size: 60%;
      block-size: 28px;
    }
    .note {
      min-block-size: 20px;
      color: var(--quiet);
      text-align: center;
    }
  `,
})
export class EnrolmentDialog {
  private readonly format = inject(Format);
  protected readonly data = inject<EnrolmentDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();

  protected readonly code = resource({ loader: () => this.data.createCode() });
  protected readonly copied = signal<boolean | null>(null);
  protected readonly problem = computed(() => {
    const error = this.code.error();
    return error === undefined ? null : problemOf(error);
  });
  protected readonly note = computed(() => {
    if (this.copied() === true) return this.t('vehicle.code.copied');
    if (this.copied() === false) return this.t('vehicle.code.copyFailed');
    if (!this.code.hasValue()) return '';
    const time = this.format.time(this.code.value().expiresAt, 'full');
    return this.t('vehicle.code.expires', { time });
  });

  protected async copy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.copied.set(true);
    } catch {
      this.copied.set(false);
    }
  }
}
