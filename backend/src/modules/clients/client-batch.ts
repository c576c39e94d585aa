import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DomainError } from '../../errors/domain-error.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { Client } from './client.entity.js';
import { ClientDuplicates, type KnownClient } from './client-duplicates.js';
import { fieldsOfNew, filledIn } from './client-fields.js';
import type { CreateClientDto } from './client-input.dto.js';
import { ClientResponsibles } from './client-responsibles.js';
import { type ClientFields, faultsOfClient } from './client-rules.js';
import { clientName } from './client-view.js';
import { ClientEmailTaken, ClientNotPlausible, LooksLikeDuplicate } from './clients.errors.js';
import { dayOf } from './day.js';

type NewClient = ClientFields & { readonly id: string };

/** Enters many clients in one transaction of the caller's, under the rules for one. */
@Injectable()
export class ClientBatch {
  constructor(
    private readonly duplicates: ClientDuplicates,
    private readonly responsibles: ClientResponsibles,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Until the transaction's end nobody else enters clients, so that no look-alike slips in. */
  async begin(manager: EntityManager): Promise<void> {
    await this.duplicates.takeAllTurns(manager);
  }

  /**
   * Enters those that can be. What is refused is looked up before anything is written, so that the transaction goes on;
   * only somebody who enters the same without waiting for their turn can still violate a constraint.
   * @param isTrial the transaction will be rolled back: nothing is put down in the audit trail
   * @returns of each why it is refused, in their order; `undefined`: it is entered
   */
  async enter(
    manager: EntityManager,
    viewer: Viewer,
    told: readonly CreateClientDto[],
    isTrial: boolean,
  ): Promise<readonly (DomainError | undefined)[]> {
    const clients = await Promise.all(
      told.map(async (one) => ({
        id: randomUUID(),
        ...(await this.responsibles.ofNew(manager, viewer, fieldsOfNew(one))),
      })),
    );
    const today = dayOf(this.clock.now());
    const resemblances = await this.duplicates.likeEach(manager, clients);
    const seen = new Map<string, NewClient>();
    const refusals = clients.map((client, index) => {
      const faults = faultsOfClient(client, today);
      if (faults.length > 0) return new ClientNotPlausible(faults);
      const { keys = [], others = [] } = resemblances[index] ?? {};
      const among = keys.flatMap((key) => seen.get(key) ?? []);
      const refusal = refusalOf(
        client,
        [...others, ...among],
        told[index]?.confirmedDistinct === true,
      );
      if (!refusal) for (const key of keys) seen.set(key, client);
      return refusal;
    });
    const good = clients.filter((_, index) => refusals[index] === undefined);
    if (good.length === 0) return refusals;
    await manager.insert(Client, good);
    if (!isTrial) await this.record(manager, viewer, good);
    return refusals;
  }

  private async record(
    manager: EntityManager,
    viewer: Viewer,
    clients: readonly NewClient[],
  ): Promise<void> {
    await this.audit.recordAll(
      manager,
      viewer,
      clients.map(({ id, ...fields }) => ({
        verb: 'create',
        kind: 'client',
        objectId: id,
        clientId: id,
        after: filledIn(fields),
      })),
    );
  }
}

/** The same address is never another client's; what merely looks the same may be confirmed. */
function refusalOf(
  client: NewClient,
  others: readonly KnownClient[],
  isConfirmed: boolean,
): DomainError | undefined {
  const email = client.email.toLowerCase();
  if (others.some((other) => other.email.toLowerCase() === email)) return new ClientEmailTaken();
  if (others.length === 0 || isConfirmed) return undefined;
  return new LooksLikeDuplicate(
    others.map((other) => ({ kind: 'client', id: other.id, name: clientName(other) })),
  );
}
