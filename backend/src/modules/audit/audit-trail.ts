import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requestContext } from '../../observability/request-context.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Actor, AuditedChange, Origin } from './audit-entry.js';
import { type ErasedSubject, eraseSubject } from './erasure.js';
import { writePending } from './pending-entry.js';

/** Writes down who did what. */
@Injectable()
export class AuditTrail {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /**
   * Writes a change down in the transaction that makes it: both are kept, or neither. The commit chains it to the entry
   * before; until then nobody is held up, so that it does not matter where in the transaction it is called.
   *
   * @param origin from where it was done, if not by the request that runs
   */
  async record(
    manager: EntityManager,
    who: Actor,
    change: AuditedChange,
    origin?: Origin,
  ): Promise<void> {
    await this.recordAll(manager, who, [change], origin);
  }

  /** Writes many changes down at once, in their order: for imports and whatever else changes by the thousand. */
  async recordAll(
    manager: EntityManager,
    who: Actor,
    changes: readonly AuditedChange[],
    origin: Origin = requestContext.getStore() ?? {},
  ): Promise<void> {
    if (changes.length === 0) return;
    const act = {
      actor: who,
      actorName: await nameOf(manager, who),
      origin,
      atMs: this.clock.now(),
    };
    await writePending((sql, values) => manager.query(sql, values), act, changes);
  }

  /**
   * Takes the personal values out of all entries about a client, or by an account: names, addresses, before and after.
   * Ids stay and the chain with them. That it was done, and to which entries, is an entry of its own.
   *
   * @returns how many entries lost their personal values
   */
  async erase(manager: EntityManager, who: Actor, subject: ErasedSubject): Promise<number> {
    const erased = await eraseSubject(manager, subject, new Date(this.clock.now()));
    if (erased.count > 0) await this.record(manager, who, erased.change);
    return erased.count;
  }
}

/** The name that people know the actor by. */
async function nameOf(manager: EntityManager, who: Actor): Promise<string | undefined> {
  if (!('accountId' in who)) return who.name;
  const [account] = await manager.query<{ name: string }[]>(
    'SELECT display_name AS name FROM accounts WHERE id = $1',
    [who.accountId],
  );
  return account?.name;
}
