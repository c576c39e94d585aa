import { Component, computed, inject, signal } from '@angular/core';
import { Format } from '../format/format';
import { injectWords, type WordKey } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { type Problem, problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { injectAccountDialogs } from './account-dialogs';
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
  private readonly dialogs = injectAccountDialogs();
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
    await this.attempt('account.sessions.ended', (password) => this.store.endSession(id, password));
  }

  protected async endOthers(): Promise<void> {
    await this.attempt('account.sessions.othersEnded', (password) =>
      this.store.endOtherSessions(password),
    );
  }

  /** Ends something; a while after the login the server wants to know first who one is. */
  private async attempt(
    done: WordKey,
    end: (password: string | undefined) => Promise<void>,
  ): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      if (await this.endOrAsk(end)) this.toasts.show({ text: this.t(done) });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async endOrAsk(end: (password: string | undefined) => Promise<void>): Promise<boolean> {
    try {
      await end(undefined);
      return true;
    } catch (error) {
      if (problemOf(error).code !== 'AUTH.NOT_CONFIRMED') throw error;
    }
    const confirmed = await this.dialogs.confirmed({
      title: this.t('account.sessions.confirmTitle'),
      lead: this.t('account.sessions.confirmLead'),
      action: this.t('account.sessions.end'),
      danger: true,
      run: end,
    });
    return confirmed !== undefined;
  }
}
