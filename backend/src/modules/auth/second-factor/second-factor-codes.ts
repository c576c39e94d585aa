import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { Passwords } from '../passwords.js';
import { stepOfCode } from './authenticator.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { SecondFactorSecrets } from './second-factor-secrets.js';
import { newRecoveryCodes, plainRecoveryCode } from './short-codes.js';

/** Takes codes of apps and recovery sheets: each once, of several at the same time one. */
@Injectable()
export class SecondFactorCodes {
  constructor(
    private readonly secrets: SecondFactorSecrets,
    private readonly passwords: Passwords,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The time step of a code of the app with this secret. */
  stepOf(accountId: string, sealedSecret: Buffer, code: string): number | undefined {
    return stepOfCode(this.secrets.open(accountId, sealedSecret), code, this.clock.now());
  }

  /** Uses a code of the account's app: neither it nor an older one works again. */
  async useAuthenticator(
    manager: EntityManager,
    accountId: string,
    code: string,
  ): Promise<boolean> {
    const factor = await manager.findOneBy(SecondFactor, { accountId });
    const step = factor?.totpSecret && this.stepOf(accountId, factor.totpSecret, code);
    if (typeof step !== 'number') return false;
    const { affected } = await manager
      .createQueryBuilder()
      .update(SecondFactor)
      .set({ totpLastStep: String(step) })
      .where({ accountId })
      .andWhere('(totp_last_step IS NULL OR totp_last_step < :step)', { step })
      .execute();
    return affected === 1;
  }

  /** Uses a recovery code. */
  async useRecovery(manager: EntityManager, accountId: string, typed: string): Promise<boolean> {
    const sheet = await manager.findOneBy(RecoveryCode, { accountId });
    const codeHash = await this.recoveryHash(accountId, typed, sheet?.salt ?? null);
    const { affected } = await manager.update(
      RecoveryCode,
      { codeHash, accountId, usedAt: IsNull() },
      { usedAt: new Date(this.clock.now()) },
    );
    return affected === 1;
  }

  /** Codes of the recovery sheet that were not used. */
  recoveryLeft(manager: EntityManager, accountId: string): Promise<number> {
    return manager.countBy(RecoveryCode, { accountId, usedAt: IsNull() });
  }

  /** A new recovery sheet; the one before is void. Shown once: only hashes are stored. */
  async newSheet(manager: EntityManager, accountId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await manager.delete(RecoveryCode, { accountId });
    const salt = randomBytes(16);
    const hashes = await Promise.all(codes.map((code) => this.recoveryHash(accountId, code, salt)));
    await manager.insert(
      RecoveryCode,
      hashes.map((codeHash) => ({ codeHash, accountId, salt })),
    );
    return codes;
  }

  /** What is stored of a recovery code: without the server's key it says nothing, and with it, guessing is slow. */
  private recoveryHash(accountId: string, code: string, salt: Buffer | null): Promise<Buffer> {
    const keyed = this.secrets.codeHash(accountId, 'recovery', plainRecoveryCode(code));
    return salt === null ? Promise.resolve(keyed) : this.passwords.digest(keyed, salt);
  }
}
