import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import { isInScope, scopeOf, type Viewer } from '../auth/auth.public.js';
import { Client } from './client.entity.js';
import { ClientDuplicates } from './client-duplicates.js';
import { difference, fieldsAfter, fieldsOf, fieldsOfNew, filledIn } from './client-fields.js';
import type { CreateClientDto, UpdateClientDto } from './client-input.dto.js';
import { type ClientFields, faultsOfClient } from './client-rules.js';
import { ClientResponsibles } from './client-responsibles.js';
import { clientName } from './client-view.js';
import { ClientsDirectory } from './clients-directory.js';
import { ClientEmailTaken, ClientNotPlausible, LooksLikeDuplicate } from './clients.errors.js';
import { dayOf } from './day.js';

/** Enters and changes clients. */
@Injectable()
export class ClientsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
    private readonly duplicates: ClientDuplicates,
    private readonly responsibles: ClientResponsibles,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Enters a client.
   * @throws ClientNotPlausible, ClientEmailTaken, LooksLikeDuplicate, ResponsibleNotYours, ResponsibleUnknown
   */
  async create(viewer: Viewer, told: CreateClientDto): Promise<Client> {
    const fields = fieldsOfNew(told);
    this.check(fields);
    const client = await this.dataSource.transaction(async (manager) => {
      await this.duplicates.takeTurns(manager, fields);
      return this.insert(manager, viewer, fields, told.confirmedDistinct);
    });
    this.responsibles.announce(client, null);
    return client;
  }

  /**
   * Changes what the body names.
   * @throws ClientNotFound, ClientMerged, ChangedMeanwhile, ClientNotPlausible, ClientEmailTaken, ResponsibleNotYours,
   * ResponsibleUnknown
   */
  async update(viewer: Viewer, id: string, told: UpdateClientDto): Promise<Client> {
    let responsibleBefore: string | null = null;
    const changed = await this.dataSource.transaction(async (manager) => {
      const client = await this.directory.lock(manager, viewer, id);
      if (client.version !== told.version) throw new ChangedMeanwhile();
      responsibleBefore = client.responsibleId;
      const before = fieldsOf(client);
      const after = fieldsAfter(before, told);
      this.check(after);
      await this.responsibles.check(manager, viewer, before.responsibleId, after.responsibleId);
      const changes = difference(before, after);
      if (!changes) return client;
      Object.assign(client, after, {
        version: client.version + 1,
        updatedAt: new Date(this.clock.now()),
      });
      await saved(manager.save(client));
      const { before: was, after: is } = changes;
      await this.audit.record(manager, viewer, {
        verb: 'update',
        kind: 'client',
        objectId: id,
        clientId: id,
        before: was,
        after: is,
      });
      return client;
    });
    this.responsibles.announce(changed, responsibleBefore);
    return changed;
  }

  private async insert(
    manager: EntityManager,
    viewer: Viewer,
    told: ClientFields,
    confirmedDistinct: boolean,
  ): Promise<Client> {
    const fields = await this.responsibles.ofNew(manager, viewer, told);
    await this.refuseKnown(manager, viewer, fields, confirmedDistinct);
    const client = manager.create(Client, fields);
    await saved(manager.insert(Client, client));
    await this.audit.record(manager, viewer, {
      verb: 'create',
      kind: 'client',
      objectId: client.id,
      clientId: client.id,
      after: filledIn(fields),
    });
    return client;
  }

  private check(fields: ClientFields): void {
    const faults = faultsOfClient(fields, dayOf(this.clock.now()));
    if (faults.length > 0) throw new ClientNotPlausible(faults);
  }

  /**
   * The same address is never another client's; what merely looks the same may be confirmed. Those whom the viewer may
   * not see are not named.
   */
  private async refuseKnown(
    manager: EntityManager,
    viewer: Viewer,
    fields: ClientFields,
    confirmedDistinct: boolean,
  ): Promise<void> {
    const others = await this.duplicates.like(manager, fields);
    const email = fields.email.toLowerCase();
    if (others.some(({ client }) => client.email.toLowerCase() === email))
      throw new ClientEmailTaken();
    if (others.length === 0 || confirmedDistinct) return;
    const seen = others.filter(({ client }) => isInScope(scopeOf(viewer), client));
    throw new LooksLikeDuplicate(
      seen.map(({ client }) => ({ kind: 'client', id: client.id, name: clientName(client) })),
    );
  }
}

async function saved(saving: Promise<unknown>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    throw violatedConstraint(error) === 'clients_email' ? new ClientEmailTaken() : error;
  }
}
