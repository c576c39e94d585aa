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
import { Router, RouterLink } from '@angular/router';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { type Problem, problemOf } from '../ui/problem';
import { DemoStore } from '../demo/demo-store';
import { EntryFrame } from './entry-frame';
import { isGivenUp, PasskeyBrowser } from './passkey-browser';
import { injectRefusalWords } from './refusal-words';
import { safeReturnUrl } from './session-guard';
import { SecondFactorStep } from './second-factor-step';
import { SessionStore, type SecondFactorNeed } from './session-store';

/** The way in: e-mail address and password, or a passkey, with refusals in plain words. */
@Component({
  selector: 'naif-login-page',
  imports: [EntryFrame, FormField, Icon, Logo, RouterLink, SecondFactorStep],
  templateUrl: './login-page.html',
  styleUrl: './login-page.scss',
})
export class LoginPage {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly say = injectRefusalWords();
  protected readonly passkeys = inject(PasskeyBrowser);
  protected readonly hasOutbox = inject(DemoStore).hasOutbox;
  protected readonly t = injectWords();

  /** Where to go afterwards; from the address. */
  readonly returnUrl = input<string>();
  /** `expired` when a session ended by itself, `password-set` after a mailed link; from the address. */
  readonly reason = input<string>();

  protected readonly passwordShown = signal(false);
  protected readonly busyWithPasskey = signal(false);
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

  protected async signInByPasskey(): Promise<void> {
    if (this.busyWithPasskey()) return;
    this.refusal.set(null);
    this.busyWithPasskey.set(true);
    try {
      await this.sessions.loginByPasskey();
      await this.enter();
    } catch (error) {
      if (!isGivenUp(error)) this.refuse(problemOf(error));
    } finally {
      this.busyWithPasskey.set(false);
    }
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
    return this.say(refusal);
  }
}
