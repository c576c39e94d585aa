import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { type Problem, problemOf } from '../ui/problem';
import { injectRefusalWords } from './refusal-words';
import { SessionStore, type SecondFactorNeed } from './session-store';

type Method = SecondFactorNeed['methods'][number];

/** The second step of a login: a code of the app, of a mail, or one of those that were kept for a rainy day. */
@Component({
  selector: 'naif-second-factor-step',
  imports: [Icon],
  templateUrl: './second-factor-step.html',
  styleUrl: './login-page.scss',
})
export class SecondFactorStep {
  private readonly sessions = inject(SessionStore);
  private readonly say = injectRefusalWords();
  protected readonly t = injectWords();

  /** What the server asks for. */
  readonly need = input.required<SecondFactorNeed>();
  /** The login is complete. */
  readonly passed = output();
  /** The login begins anew: given up, or waited for too long. */
  readonly restarted = output();

  private readonly chosen = signal<Method | null>(null);
  private readonly mailedTo = signal<string | null>(null);
  protected readonly method = computed<Method>(
    () => this.chosen() ?? this.need().methods[0] ?? 'totp',
  );
  protected readonly others = computed(() =>
    this.need().methods.filter((method) => method !== this.method()),
  );
  protected readonly code = signal('');
  protected readonly remember = signal(false);
  protected readonly busy = signal(false);
  protected readonly refusal = signal<string | null>(null);
  protected readonly lead = computed(() => {
    if (this.method() !== 'email') return this.t(`session.factor.lead.${this.method()}`);
    const address = this.mailedTo() ?? this.need().emailSentTo;
    return address === undefined
      ? this.t('session.factor.lead.email')
      : this.t('session.factor.lead.emailSent', { address });
  });

  private readonly codeInput = viewChild.required<ElementRef<HTMLInputElement>>('codeInput');

  constructor() {
    afterNextRender(() => this.codeInput().nativeElement.focus());
  }

  protected async choose(method: Method): Promise<void> {
    this.chosen.set(method);
    this.code.set('');
    this.refusal.set(null);
    this.codeInput().nativeElement.focus();
    if (method === 'email' && this.need().emailSentTo === undefined) await this.mail();
  }

  /** Has a code mailed, or another one. */
  protected async mail(): Promise<void> {
    await this.attempt(async () => {
      this.mailedTo.set(await this.sessions.mailCode());
    });
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.code().trim() === '') {
      this.refusal.set(this.t('session.factor.missing'));
      this.codeInput().nativeElement.focus();
      return;
    }
    await this.attempt(async () => {
      await this.sessions.passSecondFactor(this.method(), this.code().trim(), this.remember());
      this.passed.emit();
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.refusal.set(null);
    try {
      await act();
    } catch (error) {
      this.refuse(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private refuse(problem: Problem): void {
    if (problem.code === 'AUTH.SECOND_FACTOR_EXPIRED') {
      this.restarted.emit();
      return;
    }
    this.refusal.set(this.words(problem));
    this.codeInput().nativeElement.select();
  }

  private words(problem: Problem): string {
    return problem.status === 401 ? this.t('session.factor.wrong') : this.say(problem);
  }
}
