import { Component, computed, inject, signal } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { type Problem, problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { AccountStore, type OwnSession } from './account-store';

/** Where one is signed in: each session can be ended, or all but this one at once. */
@Component({
  selector: 'naif-sessions-card',
  imports: [ErrorState, Icon],
  templateUrl: './sessions-card.html',
  styleUrl: './_account-card.scss',
})
export class SessionsCard {
  private readonly toasts = inject(Toasts);
  private readonly format = inject(Format);
  private readonly now = inject(Now);
  private readonly say = injectRefusalWords();
  protected readonly store = inject(AccountStore);
  protected readonly t = injectWords();

  protected readonly busy = signal(false);
  private readonly problem = signal<Problem | null>(null);
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    return problem === null ? null : this.say(problem);
  });
  protected readonly others = computed(
    () => this.store.sessions()?.some(({ current }) => !current) ?? false,
  );

  protected factsOf({ createdAt, lastSeenAt, address, current }: OwnSession): string {
    const day = this.format.time(createdAt, 'date');
    const facts =
      address === undefined
        ? this.t('account.sessions.factsShort', { day })
        : this.t('account.sessions.facts', { day, address });
    const seen = current
      ? this.t('account.sessions.now')
      : this.t('account.sessions.seen', { age: this.format.age(lastSeenAt, this.now.ms()) });
    return `${seen}, ${facts}`;
  }

  protected nameOf({ device }: OwnSession): string {
    return device ?? this.t('account.sessions.unknownDevice');
  }

  protected async end({ id }: OwnSession): Promise<void> {
    await this.attempt(async () => {
      await this.store.endSession(id);
      this.toasts.show({ text: this.t('account.sessions.ended') });
    });
  }

  protected async endOthers(): Promise<void> {
    await this.attempt(async () => {
      await this.store.endOtherSessions();
      this.toasts.show({ text: this.t('account.sessions.othersEnded') });
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
