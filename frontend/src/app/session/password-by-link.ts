import {
  afterNextRender,
  Component,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { type Problem, problemOf } from '../ui/problem';
import { NewPassword } from './new-password';
import { type LinkPurpose, PasswordStore } from './password-store';
import { injectRefusalWords } from './refusal-words';
import { SessionStore } from './session-store';

/** Sets a password by a mailed link: the first one, or a new one. From there the way leads to the login page. */
@Component({
  selector: 'naif-password-by-link',
  imports: [Icon, Logo, NewPassword, RouterLink],
  template: `
    <form novalidate (submit)="send($event)" [attr.aria-busy]="busy()">
      <header>
        <naif-logo />
        <h1>
          {{ t(purpose() === 'invitation' ? 'session.invitation.title' : 'session.reset.title') }}
        </h1>
        <p class="quiet">
          {{ t(purpose() === 'invitation' ? 'session.invitation.lead' : 'session.reset.lead') }}
        </p>
      </header>

      <div role="alert" class="notices">
        @if (refusal(); as text) {
          <p class="notice critical" data-testid="refusal">
            <naif-icon name="error" /><span>{{ text }}</span>
          </p>
        }
      </div>

      @if (dead()) {
        <p>
          {{ t(purpose() === 'invitation' ? 'session.invitation.dead' : 'session.reset.dead') }}
        </p>
        @if (purpose() === 'reset') {
          <a class="button primary" routerLink="/password-reset">{{ t('session.reset.again') }}</a>
        }
      } @else {
        <naif-new-password
          [label]="t('session.newPassword.label')"
          [(value)]="password"
          [problem]="problem()"
        />
        <button type="submit" class="button primary" [attr.aria-disabled]="busy()">
          {{ t(busy() ? 'session.newPassword.saving' : 'session.newPassword.save') }}
        </button>
      }
      <a class="link" routerLink="/login">{{ t('session.toLogin') }}</a>
    </form>
  `,
  styleUrl: './login-page.scss',
})
export class PasswordByLink {
  private readonly passwords = inject(PasswordStore);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly say = injectRefusalWords();
  protected readonly t = injectWords();

  readonly purpose = input.required<LinkPurpose>();
  /** Of the link; `null`: it was cut short. */
  readonly token = input.required<string | null>();

  protected readonly password = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  /** The link works no more. */
  protected readonly dead = computed(
    () => this.token() === null || this.problem()?.code === 'AUTH.LINK_NOT_VALID',
  );
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    if (this.dead()) return this.t('session.linkNotValid');
    // A fault of the password stands beside it.
    return problem === null || problem.faults !== undefined ? null : this.say(problem);
  });

  private readonly field = viewChild(NewPassword);

  constructor() {
    afterNextRender(() => this.field()?.focus());
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const token = this.token();
    if (this.busy() || token === null || !this.field()?.check()) return;
    this.busy.set(true);
    try {
      await this.passwords.setByLink(this.purpose(), token, this.password());
      await this.goToLogin();
    } catch (error) {
      this.problem.set(problemOf(error));
      this.field()?.focus();
    } finally {
      this.busy.set(false);
    }
  }

  /** Somebody else may be logged in in this browser: who has just set a password wants in instead. */
  private async goToLogin(): Promise<void> {
    if (this.sessions.wasSignedIn()) await this.sessions.logout();
    await this.router.navigate(['/login'], { queryParams: { reason: 'password-set' } });
  }
}
