import {
  Component,
  computed,
  input,
  linkedSignal,
  model,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { injectFaultWords } from '../ui/fault-words';
import { PasswordField } from '../ui/password-field';
import type { Problem } from '../ui/problem';

/** As the server counts. */
const LEAST_LENGTH = 12;
/** Where a new password stands in what is sent. */
const NEW = new Set(['/password', '/newPassword']);

/**
 * The field for a password to come. It tells how much is missing while one types; how hard the password is to guess, the
 * server judges, and what it says stands beside the field until the password is another one.
 */
@Component({
  selector: 'naif-new-password',
  imports: [PasswordField],
  template: `
    <naif-password-field
      [name]="name()"
      [label]="label()"
      autocomplete="new-password"
      [(value)]="value"
      [error]="error()"
      [help]="t('session.newPassword.help')"
    />
    @if (hints().length > 0) {
      <ul data-testid="password-hints">
        @for (hint of hints(); track hint) {
          <li>{{ hint }}</li>
        }
      </ul>
    }
    <p class="meter quiet" role="status" data-testid="password-meter">{{ meter() }}</p>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 4px;
    }
    ul {
      margin: 0;
      padding-inline-start: 18px;
      color: var(--text);
      font-size: 13px;
    }
    .meter {
      min-block-size: 20px;
      font-size: 13px;
    }
  `,
})
export class NewPassword {
  private readonly sayFault = injectFaultWords();
  protected readonly t = injectWords();

  /** Id of the control. */
  readonly name = input('password');
  readonly label = input.required<string>();
  readonly value = model('');
  /** How the server answered the last time. */
  readonly problem = input<Problem | null>(null);

  private readonly field = viewChild.required(PasswordField);
  private readonly tried = signal(false);
  /** The password that the server's answer was about. */
  private readonly judged = linkedSignal({
    source: this.problem,
    computation: () => untracked(this.value),
  });
  /** What the server says against this password. */
  private readonly faults = computed(() =>
    this.value() === this.judged()
      ? (this.problem()?.faults ?? []).filter(({ pointer }) => NEW.has(pointer))
      : [],
  );
  private readonly fault = computed(() => {
    const faults = this.faults();
    return faults.find(({ code }) => code === this.problem()?.code) ?? faults[0];
  });
  /** What makes it easy to guess. */
  protected readonly hints = computed(() =>
    this.faults()
      .filter(({ code }) => code !== this.fault()?.code)
      .map(({ code }) => this.sayFault(code)),
  );
  private readonly missing = computed(() => LEAST_LENGTH - this.value().length);

  protected readonly meter = computed(() => {
    const missing = this.missing();
    if (this.value() === '') return '';
    if (missing > 0) {
      return this.t(missing === 1 ? 'session.newPassword.oneMore' : 'session.newPassword.more', {
        count: missing,
      });
    }
    return this.error() === null ? this.t('session.newPassword.longEnough') : '';
  });
  protected readonly error = computed(() => {
    const fault = this.fault();
    if (fault !== undefined) return this.sayFault(fault.code);
    return this.tried() && this.missing() > 0 ? this.t('session.newPassword.tooShort') : null;
  });

  /** Whether it may be sent; if not, the field says why. */
  check(): boolean {
    this.tried.set(true);
    if (this.missing() <= 0) return true;
    this.focus();
    return false;
  }

  /** Puts the keyboard into the field. */
  focus(): void {
    this.field().focus();
  }
}
