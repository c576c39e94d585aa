import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { toString as qrCode } from 'qrcode';
import { DataSource, type EntityManager } from 'typeorm';
import { EventLog } from '../../../observability/event-log.js';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { AuditTrail } from '../../audit/audit.public.js';
import { Account } from '../account.entity.js';
import { Forbidden, NotAuthenticated } from '../auth.errors.js';
import { Confirmations } from '../confirmations.js';
import { AccountMails } from '../mails/account-mails.js';
import { instantForPeople } from '../mails/instant-for-people.js';
import { Sessions } from '../sessions.js';
import type { Viewer } from '../viewer.js';
import { enrolmentOf, newAuthenticatorSecret } from './authenticator.js';
import { RememberedDevices } from './remembered-devices.js';
import { SecondFactorCodes } from './second-factor-codes.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { NoPendingAuthenticator, NoSecondFactor, WrongCode } from './second-factor.errors.js';
import { SecondFactorPolicy } from './second-factor-policy.js';
import { SecondFactorSecrets } from './second-factor-secrets.js';

/** From showing a secret to its first code, ms. */
const SETUP_MS = 15 * 60_000;

/** What an authenticator app needs. */
export interface AuthenticatorEnrolment {
  readonly secret: string;
  readonly uri: string;
  readonly qrSvg: string;
}

/** How an account's second factor stands. */
export interface SecondFactorStatus {
  readonly authenticatorSince?: Date;
  readonly emailCodes: boolean;
  readonly recoveryCodesLeft: number;
  readonly rememberedDevices: number;
  readonly requiredByRole: boolean;
}

/** Sets the second factor up, changes and removes it. What changes it needs its holder (`Confirmations`). */
@Injectable()
export class SecondFactorSetup {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly confirmations: Confirmations,
    private readonly sessions: Sessions,
    private readonly secrets: SecondFactorSecrets,
    private readonly codes: SecondFactorCodes,
    private readonly devices: RememberedDevices,
    private readonly policy: SecondFactorPolicy,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async status({ accountId, role }: Viewer): Promise<SecondFactorStatus> {
    const { manager } = this.dataSource;
    const factor = await manager.findOneBy(SecondFactor, { accountId });
    return {
      ...(factor?.totpConfirmedAt && { authenticatorSince: factor.totpConfirmedAt }),
      emailCodes: factor?.emailCodes ?? false,
      recoveryCodesLeft: await this.codes.recoveryLeft(manager, accountId),
      rememberedDevices: await this.devices.count(accountId),
      requiredByRole: await this.policy.isRequiredFor(role),
    };
  }

  /**
   * A secret for an authenticator app, which counts once its first code came. An app before stays until then.
   * @throws what `Confirmations.require` does
   */
  async beginAuthenticator(
    viewer: Viewer,
    password: string | undefined,
  ): Promise<AuthenticatorEnrolment> {
    const { id: accountId, email } = await this.confirmations.require(viewer, password);
    const secret = newAuthenticatorSecret();
    await this.dataSource.manager.upsert(
      SecondFactor,
      {
        accountId,
        totpPending: this.secrets.seal(accountId, secret),
        totpPendingAt: new Date(this.clock.now()),
      },
      ['accountId'],
    );
    const enrolment = enrolmentOf(secret, email);
    return { ...enrolment, qrSvg: await qrCode(enrolment.uri, { type: 'svg', margin: 2 }) };
  }

  /**
   * Confirms the app by a code of it.
   * @returns a new sheet of recovery codes
   * @throws NoPendingAuthenticator, WrongCode
   */
  async confirmAuthenticator(viewer: Viewer, code: string): Promise<string[]> {
    const { accountId, sessionId } = viewer;
    const sheet = await this.change(viewer, 'confirm-authenticator', async (manager) => {
      const factor = await lockedFactor(manager, accountId);
      const { totpPending, totpPendingAt } = factor ?? {};
      const oldest = this.clock.now() - SETUP_MS;
      if (!totpPending || !totpPendingAt || totpPendingAt.getTime() <= oldest)
        throw new NoPendingAuthenticator();
      const step = this.codes.stepOf(accountId, totpPending, code);
      if (step === undefined) throw new WrongCode('invalid');
      await manager.update(
        SecondFactor,
        { accountId },
        {
          totpSecret: totpPending,
          totpConfirmedAt: new Date(this.clock.now()),
          totpLastStep: String(step),
          totpPending: null,
          totpPendingAt: null,
        },
      );
      return this.codes.newSheet(manager, accountId);
    });
    // Its code is the second factor from now on.
    await this.sessions.confirm(sessionId, ['second-factor']);
    return sheet;
  }

  /** Removes the authenticator app. @throws what `Confirmations.require` does, NoSecondFactor */
  async removeAuthenticator(viewer: Viewer, password: string | undefined): Promise<void> {
    const { id: accountId } = await this.confirmations.require(viewer, password);
    await this.change(viewer, 'remove-authenticator', async (manager) => {
      const factor = await lockedFactor(manager, accountId);
      if (!factor?.totpSecret) throw new NoSecondFactor();
      await manager.update(
        SecondFactor,
        { accountId },
        { totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
      );
      if (!factor.emailCodes) await manager.delete(RecoveryCode, { accountId });
    });
  }

  /**
   * Takes codes by e-mail for the second factor, or no more.
   * @returns a sheet of recovery codes, where there was none
   * @throws what `Confirmations.require` does, MailNotConfigured
   */
  async setEmailCodes(
    viewer: Viewer,
    password: string | undefined,
    emailCodes: boolean,
  ): Promise<string[] | undefined> {
    if (emailCodes) this.mails.needMailer();
    const { id: accountId } = await this.confirmations.require(viewer, password);
    const verb = emailCodes ? 'choose-email-codes' : 'remove-email-codes';
    return this.change(viewer, verb, async (manager) => {
      await manager.upsert(SecondFactor, { accountId, emailCodes }, ['accountId']);
      const factor = await lockedFactor(manager, accountId);
      if (!emailCodes && !factor?.totpSecret) await manager.delete(RecoveryCode, { accountId });
      if (!emailCodes || (await this.codes.recoveryLeft(manager, accountId)) > 0) return undefined;
      return this.codes.newSheet(manager, accountId);
    });
  }

  /** A new sheet of recovery codes. @throws what `Confirmations.require` does, NoSecondFactor */
  async renewRecoveryCodes(viewer: Viewer, password: string | undefined): Promise<string[]> {
    const { id: accountId } = await this.confirmations.require(viewer, password);
    return this.change(viewer, 'renew-recovery-codes', async (manager) => {
      const factor = await lockedFactor(manager, accountId);
      if (!factor?.totpSecret && !factor?.emailCodes) throw new NoSecondFactor();
      return this.codes.newSheet(manager, accountId);
    });
  }

  /** Asks every browser for the second factor again. */
  async forgetDevices(viewer: Viewer): Promise<void> {
    await this.change(viewer, 'forget-devices', () => Promise.resolve());
  }

  /**
   * Takes the second factor away from somebody who lost it, so that they can set up another.
   * @throws NoSecondFactor, Forbidden for the own account: that needs the password
   */
  async removeFor(viewer: Viewer, accountId: string): Promise<void> {
    if (accountId === viewer.accountId) throw new Forbidden();
    await this.change(
      viewer,
      'remove-second-factor',
      async (manager) => {
        const { affected } = await manager.delete(SecondFactor, { accountId });
        await manager.delete(RecoveryCode, { accountId });
        if (affected !== 1) throw new NoSecondFactor();
      },
      accountId,
    );
  }

  /** Changes the second factor; remembered devices are forgotten, and the account's holder is told. */
  private async change<T>(
    viewer: Viewer,
    verb: string,
    work: (manager: EntityManager) => Promise<T>,
    accountId = viewer.accountId,
  ): Promise<T> {
    const { result, account } = await this.dataSource.transaction(async (manager) => {
      const done = await work(manager);
      await this.devices.forget(manager, accountId);
      const of = await manager.findOneBy(Account, { id: accountId });
      if (!of) throw new NotAuthenticated();
      const client = of.clientId !== null && { clientId: of.clientId };
      const about = { kind: 'account' as const, objectId: accountId, ...client };
      await this.audit.record(manager, viewer, { ...about, verb });
      return { result: done, account: of };
    });
    this.log.info('auth.second-factor-changed', { accountId, verb });
    this.mails.sendLater(account, {
      kind: 'second-factor-changed',
      at: instantForPeople(this.clock.now(), account),
    });
    return result;
  }
}

function lockedFactor(manager: EntityManager, accountId: string): Promise<SecondFactor | null> {
  return manager.findOne(SecondFactor, {
    where: { accountId },
    lock: { mode: 'pessimistic_write' },
  });
}
