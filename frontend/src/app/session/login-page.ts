import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { email, form, FormField, required, submit } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Format } from '../format/format';
import { languages, type Language } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { isUnreachable, type Problem, problemOf } from '../ui/problem';
import { Theme } from '../ui/theme';
import { safeReturnUrl } from './session-guard';
import { SecondFactorStep } from './second-factor-step';
import { SessionStore, type SecondFactorNeed } from './session-store';

/** The way in: e-mail address and password, with refusals in plain words. */
@Component({
  selector: 'naif-login-page',
  imports: [FormField, Icon, Logo, SecondFactorStep],
  templateUrl: './login-page.html',
  styleUrl: './login-page.scss',
})
export class LoginPage {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly format = inject(Format);
  private readonly languageStore = inject(LanguageStore);
  protected readonly theme = inject(Theme);
  protected readonly t = injectWords();

  /** Where to go afterwards; from the address. */
  readonly returnUrl = input<string>();
  /** `expired` when a session ended by itself; from the address. */
  readonly reason = input<string>();

  protected readonly languages = languages;
  protected readonly language = this.languageStore.language;
  protected readonly passwordShown = signal(false);
  protected readonly refusal = signal<Problem | null>(null);
  /** The second step, once the password was right and more is needed. */
  protected readonly need = signal<SecondFactorNeed | null>(null);
  protected readonly credentials = signal({ email: '', password: '' });
  protected readonly form = form(this.credentials, (path) => {
    required(path.email);
    email(path.email);
    required(path.password);
  });

  private readonly emailInput = viewChild<ElementRef<HTMLInputElement>>('emailInput');
  private readonly passwordInput = viewChild<ElementRef<HTMLInputElement>>('passwordInput');

  protected readonly emailError = computed(() => {
    const field = this.form.email();
    if (!field.touched() || field.valid()) return null;
    return this.t(
      this.credentials().email === '' ? 'session.emailMissing' : 'session.emailMalformed',
    );
  });
  protected readonly passwordError = computed(() => {
    const field = this.form.password();
    return field.touched() && !field.valid() ? this.t('session.passwordMissing') : null;
  });
  protected readonly refusalText = computed(() => {
    const refusal = this.refusal();
    return refusal === null ? null : this.words(refusal);
  });

  protected choose(language: Language): void {
    void this.languageStore.choose(language);
  }

  protected toggleTheme(): void {
    this.theme.choose(this.theme.current() === 'dark' ? 'light' : 'dark');
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    if (this.form().submitting()) return;
    this.refusal.set(null);
    const sent = await submit(this.form, async () => {
      const { email, password } = this.credentials();
      try {
        const need = await this.sessions.login(email.trim(), password);
        if (need) this.need.set(need);
        else await this.enter();
      } catch (error) {
        this.refuse(problemOf(error));
      }
    });
    if (!sent) this.focusFirstError();
  }

  /** On to where one was. */
  protected async enter(): Promise<void> {
    await this.router.navigateByUrl(safeReturnUrl(this.returnUrl() ?? null));
  }

  /** Back to the first step. */
  protected restart(): void {
    this.need.set(null);
    this.credentials.update(({ email }) => ({ email, password: '' }));
    this.form().reset();
  }

  private refuse(refusal: Problem): void {
    this.refusal.set(refusal);
    if (refusal.code !== 'AUTH.BAD_CREDENTIALS') return;
    const input = this.passwordInput()?.nativeElement;
    input?.focus();
    input?.select();
  }

  private focusFirstError(): void {
    const first = this.form.email().valid() ? this.passwordInput() : this.emailInput();
    first?.nativeElement.focus();
  }

  private words(refusal: Problem): string {
    if (refusal.code === 'AUTH.BAD_CREDENTIALS') return this.t('session.wrong');
    if (refusal.status === 429) {
      return this.t('session.throttled', { wait: this.waitFor(refusal.retryAfterSeconds ?? 60) });
    }
    if (isUnreachable(refusal)) {
      return this.t(navigator.onLine ? 'session.unreachable' : 'session.offline');
    }
    const id = refusal.requestId;
    const reference = id === undefined ? '' : ` ${this.t('problem.requestId', { id })}`;
    return this.t('session.failed') + reference;
  }

  private waitFor(seconds: number): string {
    return seconds < 90
      ? this.format.quantity(seconds, 's')
      : this.format.quantity(Math.ceil(seconds / 60), 'min');
  }
}
