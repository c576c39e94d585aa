import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { AuditTrail } from '../audit/audit.public.js';
import { isInScope, scopeOf, type Viewer } from '../auth/auth.public.js';
import { type Moved, moveBelongings } from './client-belongings.js';
import type { MergeClientsDto } from './client.dto.js';
import { Client, MOST_OTHER_PHONES } from './client.entity.js';
import { difference, fieldsOf } from './client-fields.js';
import { type ClientFields, faultsOfClient } from './client-rules.js';
import { ClientsDirectory } from './clients-directory.js';
import {
  MergedKindsDiffer,
  MergedWithItself,
  OtherChangedMeanwhile,
  OtherClientUnknown,
} from './clients.errors.js';
import { dayOf } from './day.js';
import { MergedClient } from './merged-client.entity.js';
import { phoneInE164 } from './phone.js';

interface Pair {
  readonly kept: Client;
  readonly other: Client;
}

/**
 * Makes one client out of two. Everything that belongs to the other moves; what the kept one does not have (a
 * telephone number, say) is filled in from the other. The other's row goes, so that nothing can be given to it any
 * more, and its id leads to the kept one.
 */
@Injectable()
export class ClientMerge {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
    private readonly audit: AuditTrail,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns the kept client
   * @throws MergedWithItself, ClientNotFound, ClientMerged, OtherClientUnknown, MergedKindsDiffer, ChangedMeanwhile,
   * OtherChangedMeanwhile
   */
  async merge(viewer: Viewer, keptId: string, told: MergeClientsDto): Promise<Client> {
    if (told.otherId === keptId) throw new MergedWithItself();
    const { kept, moved } = await this.dataSource.transaction(async (manager) => {
      const pair = await this.lockedPair(manager, viewer, keptId, told);
      return { kept: pair.kept, moved: await this.mergeLocked(manager, viewer, pair) };
    });
    this.announce(kept, moved, told.otherId);
    return kept;
  }

  /** Both rows, locked in the order of their ids: two merges of the same two clients cannot wait for each other. */
  private async lockedPair(
    manager: EntityManager,
    viewer: Viewer,
    keptId: string,
    told: MergeClientsDto,
  ): Promise<Pair> {
    const clients = await manager.find(Client, {
      where: { id: In([keptId, told.otherId]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const kept = clients.find(({ id }) => id === keptId);
    const other = clients.find(({ id }) => id === told.otherId);
    const scope = scopeOf(viewer);
    if (!kept || !isInScope(scope, kept)) return this.directory.absent(manager, viewer, keptId);
    if (!other || !isInScope(scope, other)) throw new OtherClientUnknown();
    if (kept.version !== told.version) throw new ChangedMeanwhile();
    if (other.version !== told.otherVersion) throw new OtherChangedMeanwhile();
    if (kept.kind !== other.kind) throw new MergedKindsDiffer();
    return { kept, other };
  }

  private async mergeLocked(
    manager: EntityManager,
    viewer: Viewer,
    { kept, other }: Pair,
  ): Promise<Moved> {
    const now = new Date(this.clock.now());
    const moved = await moveBelongings(manager, other.id, kept.id, now);
    const before = fieldsOf(kept);
    const after = completed(before, fieldsOf(other), dayOf(now.getTime()));
    Object.assign(kept, after, { version: kept.version + 1, updatedAt: now });
    await manager.save(kept);
    await manager.update(MergedClient, { keptId: other.id }, { keptId: kept.id });
    await manager.delete(Client, { id: other.id });
    await manager.insert(MergedClient, { id: other.id, keptId: kept.id, mergedAt: now });
    const filled = difference(before, after);
    await this.audit.record(manager, viewer, {
      verb: 'merge',
      kind: 'client',
      objectId: kept.id,
      clientId: kept.id,
      before: { ...filled?.before },
      after: { ...filled?.after, mergedId: other.id, moved: moved.counts },
    });
    await this.audit.record(manager, viewer, {
      verb: 'merge',
      kind: 'client',
      objectId: other.id,
      clientId: kept.id,
      before: fieldsOf(other),
      after: { keptId: kept.id },
    });
    return moved;
  }

  /** What knows owners by heart has to hear of it. */
  private announce(
    { id, responsibleId }: Client,
    { vehicles, sessionIds }: Moved,
    formerClientId: string,
  ): void {
    for (const sessionId of sessionIds) {
      this.bus.publish({ kind: 'session-ended', sessionId, why: 'revoked' });
    }
    for (const ref of vehicles) {
      const vehicle = responsibleId === null ? ref : { ...ref, responsibleId };
      this.bus.publish({ kind: 'vehicle-owner-changed', vehicle, formerClientId });
    }
    this.bus.publish({ kind: 'portfolios-changed', client: { id, responsibleId } });
  }
}

/** The kept one's fields, its gaps filled from the other where the whole stays plausible. */
function completed(kept: ClientFields, other: ClientFields, today: string): ClientFields {
  let whole = { ...kept, ...phonesOfBoth(kept, other) };
  for (const field of Object.keys(kept) as (keyof ClientFields)[]) {
    if (whole[field] !== null || other[field] === null) continue;
    const fuller = { ...whole, [field]: other[field] };
    if (faultsOfClient(fuller, today).length === 0) whole = fuller;
  }
  return whole;
}

/** The kept one's numbers, then the other's, as many as one client can have. */
function phonesOfBoth(
  kept: ClientFields,
  other: ClientFields,
): Pick<ClientFields, 'phone' | 'otherPhones'> {
  const phone = kept.phone ?? other.phone;
  const main = phone === null ? undefined : phoneInE164(phone);
  const theirs = other.phone === null ? undefined : phoneInE164(other.phone);
  const numbers = [...kept.otherPhones, ...(theirs === undefined ? [] : [theirs])];
  const further = new Set([...numbers, ...other.otherPhones].filter((number) => number !== main));
  return { phone, otherPhones: [...further].slice(0, MOST_OTHER_PHONES) };
}
