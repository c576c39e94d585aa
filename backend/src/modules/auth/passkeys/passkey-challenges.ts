import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan } from 'typeorm';
import { CLOCK, type Clock } from '../../../ports/clock.js';
import { hashOf } from '../bearer-token.js';
import { PasskeyChallenge } from './passkey.entity.js';

/** From the challenge to its answer, ms: a person has to find the device. */
export const PASSKEY_CHALLENGE_MS = 5 * 60_000;

/** Challenges: given out, and taken back once. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keeps a challenge for whoever has the key; one before is forgotten, and so is what has expired. */
  async keep(key: string, challenge: string): Promise<{ expiresAtMs: number }> {
    const now = this.clock.now();
    const { manager } = this.dataSource;
    await manager.delete(PasskeyChallenge, { expiresAt: LessThan(new Date(now)) });
    const expiresAtMs = now + PASSKEY_CHALLENGE_MS;
    await manager.upsert(
      PasskeyChallenge,
      { keyHash: hashOf(key), challenge, expiresAt: new Date(expiresAtMs) },
      ['keyHash'],
    );
    return { expiresAtMs };
  }

  /** Takes the challenge of the key: it is gone then. `undefined` when there is none, or it has expired. */
  async take(key: string): Promise<string | undefined> {
    const taken = await this.dataSource.manager
      .createQueryBuilder()
      .delete()
      .from(PasskeyChallenge)
      .where('key_hash = :hash AND expires_at > :now', {
        hash: hashOf(key),
        now: new Date(this.clock.now()),
      })
      .returning('challenge')
      .execute();
    return (taken.raw as { challenge: string }[])[0]?.challenge;
  }
}
