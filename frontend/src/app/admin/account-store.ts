import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { accountsEndSession } from '../api/fn/accounts/accounts-end-session';
import { accountsEndSessions } from '../api/fn/accounts/accounts-end-sessions';
import { accountsGet } from '../api/fn/accounts/accounts-get';
import { accountsInviteAgain } from '../api/fn/accounts/accounts-invite-again';
import { accountsSessions } from '../api/fn/accounts/accounts-sessions';
import { accountsUpdate } from '../api/fn/accounts/accounts-update';
import { secondFactorAdminRemoveFor } from '../api/fn/accounts/second-factor-admin-remove-for';
import { kept } from '../ui/kept';
import { type Problem, problemOf } from '../ui/problem';

/** One account as its page shows it: what is on record, and its sessions. */
@Service({ autoProvided: false })
export class AccountStore {
  private readonly api = inject(Api);
  private readonly shownId = signal<string | null>(null);
  private readonly asked = computed(() => this.shownId() ?? undefined);

  private readonly record = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(accountsGet, { id }),
  });
  private readonly sessionList = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(accountsSessions, { id }),
  });

  /** The account on record; `undefined` while it loads for the first time. */
  readonly account = kept(this.record, this.shownId);
  readonly sessions = kept(this.sessionList, this.shownId);
  /** Why the account cannot be shown at all. */
  readonly problem = computed(() => reason(this.record.error(), this.account()));
  readonly sessionsProblem = computed(() => reason(this.sessionList.error(), this.sessions()));

  /** Shows another account. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.sessionList.reload();
  }

  /** Mails the invitation anew. */
  async inviteAgain(): Promise<void> {
    await this.api.invoke(accountsInviteAgain, { id: this.id() });
  }

  /** Closes the account, or opens it again. */
  async setClosed(closed: boolean): Promise<void> {
    const version = this.account()?.version ?? 0;
    await this.act(() =>
      this.api.invoke(accountsUpdate, { id: this.id(), body: { version, closed } }),
    );
  }

  /** Takes the second factor away from somebody who lost it. */
  async removeSecondFactor(): Promise<void> {
    await this.act(() => this.api.invoke(secondFactorAdminRemoveFor, { id: this.id() }));
  }

  /** Ends one session at once. */
  async endSession(sessionId: string): Promise<void> {
    await this.act(() => this.api.invoke(accountsEndSession, { id: this.id(), sessionId }));
  }

  /** Ends every session at once. */
  async endSessions(): Promise<void> {
    await this.act(() => this.api.invoke(accountsEndSessions, { id: this.id() }));
  }

  /** Whether it is done or refused: what is shown may not be true any more. */
  private async act(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } finally {
      this.reload();
    }
  }

  private id(): string {
    return this.shownId() ?? '';
  }
}

function reason(error: Error | undefined, known: unknown): Problem | null {
  return error === undefined || known !== undefined ? null : problemOf(error);
}
