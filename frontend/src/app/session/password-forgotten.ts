import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, type WordKey } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { type Problem, problemOf } from '../ui/problem';
import { PasswordStore } from './password-store';
import { injectRefusalWords } from './refusal-words';

/** As far as one can tell without sending: the server looks closer. */
const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Asks for a link to set a new password. What it says then is the same whether or not there is such an account. */
@Component({
  selector: 'naif-password-forgotten',
  imports: [Icon, Logo, RouterLink],
  template: `
    <form novalidate (submit)="send($event)" [attr.aria-busy]="busy()">
      <header>
        <naif-logo />
        <h1>{{ t('session.forgotten.title') }}</h1>
        <p class="quiet">{{ t('session.forgotten.lead') }}</p>
      </header>
      <div aria-live="polite" class="notices">
        @if (sentTo(); as address) {
          <p class="notice" data-testid="sent">
            <naif-icon name="mail" /><span>{{ t('session.forgotten.sent', { address }) }}</span>
          </p>
        } @else if (refusal(); as text) {
          <p class="notice critical" data-testid="refusal">
            <naif-icon name="error" /><span>{{ text }}</span>
          </p>
        }
      </div>
      <div class="field">
        <label for="email">{{ t('session.email') }}</label>
        <input
          #control
          id="email"
          type="email"
          class="control"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="254"
          [value]="email()"
          [attr.aria-invalid]="fault() !== null"
          [attr.aria-describedby]="fault() === null ? null : 'email-error'"
          (input)="email.set(control.value)"
        />
        @if (fault(); as word) {
          <p id="email-error" class="field-error">{{ t(word) }}</p>
        }
      </div>
      <button type="submit" class="button primary" [attr.aria-disabled]="busy()">
        {{ t(sentTo() === null ? 'session.forgotten.send' : 'session.forgotten.again') }}
      </button>
      <a class="link" routerLink="/login">{{ t('session.toLogin') }}</a>
    </form>
  `,
  styleUrl: './login-page.scss',
})
export class PasswordForgotten {
  private readonly passwords = inject(PasswordStore);
  private readonly say = injectRefusalWords();
  protected readonly t = injectWords();

  protected readonly email = signal('');
  protected readonly busy = signal(false);
  protected readonly sentTo = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  protected readonly fault = computed<WordKey | null>(() => {
    const email = this.email().trim();
    if (!this.tried() || ADDRESS.test(email)) {
      return this.problem()?.faults === undefined ? null : 'session.emailMalformed';
    }
    return email === '' ? 'session.emailMissing' : 'session.emailMalformed';
  });
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    return problem === null || problem.faults !== undefined ? null : this.say(problem);
  });

  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');

  constructor() {
    afterNextRender(() => this.control().nativeElement.focus());
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.tried.set(true);
    this.problem.set(null);
    this.sentTo.set(null);
    if (this.fault() !== null) {
      this.control().nativeElement.focus();
      return;
    }
    this.busy.set(true);
    try {
      const address = this.email().trim();
      await this.passwords.requestReset(address);
      this.sentTo.set(address);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
