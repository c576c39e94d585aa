import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { fieldsOf } from './client-fields.js';
import { Client } from './client.entity.js';
import { ClientsDirectory } from './clients-directory.js';
import { ClientInUse } from './clients.errors.js';
import { Driver } from './driver.entity.js';
import { Note } from './note.entity.js';

/** What shows that a client is no mistake, by what people call it. */
const IN_USE: Readonly<Record<string, string>> = {
  account: 'FROM accounts WHERE client_id = $1',
  contracts: 'FROM contracts WHERE client_id = $1',
  documents: 'FROM client_documents WHERE client_id = $1',
  'merged clients': 'FROM merged_clients WHERE kept_id = $1',
  // Also those that were theirs once.
  vehicles: 'FROM vehicle_owners WHERE client_id = $1',
};

/** Removes clients that were entered by mistake. */
@Injectable()
export class ClientRemoval {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
    private readonly audit: AuditTrail,
  ) {}

  /** Removes a client with its drivers and notes. @throws ClientNotFound, ClientMerged, ClientInUse */
  async remove(viewer: Viewer, id: string): Promise<void> {
    try {
      await this.dataSource.transaction((manager) => this.removeIn(manager, viewer, id));
    } catch (error) {
      // Somebody gave the client something in the same moment.
      if (violatedConstraint(error)?.endsWith('_client_id_fkey')) throw new ClientInUse([]);
      throw error;
    }
  }

  private async removeIn(manager: EntityManager, viewer: Viewer, id: string): Promise<void> {
    const client = await this.directory.lock(manager, viewer, id);
    const parts = Object.entries(IN_USE).map(
      ([name, from]) => `EXISTS (SELECT ${from}) AS "${name}"`,
    );
    const [found] = await manager.query<Record<string, boolean>[]>(`SELECT ${parts.join(', ')}`, [
      id,
    ]);
    const what = Object.keys(IN_USE).filter((name) => found?.[name] === true);
    if (what.length > 0) throw new ClientInUse(what);
    const drivers = await manager.delete(Driver, { clientId: id });
    const notes = await manager.delete(Note, { clientId: id });
    await manager.delete(Client, { id });
    await this.audit.record(manager, viewer, {
      verb: 'remove',
      kind: 'client',
      objectId: id,
      clientId: id,
      before: { ...fieldsOf(client), drivers: drivers.affected ?? 0, notes: notes.affected ?? 0 },
    });
  }
}
