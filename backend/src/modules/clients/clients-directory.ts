import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import { scopeOf, type Viewer } from '../auth/auth.public.js';
import { Client } from './client.entity.js';
import { ClientMerged, ClientNotFound } from './clients.errors.js';
import { MergedClient } from './merged-client.entity.js';

/** Finds clients by their id, always with the viewer's permissions. */
@Injectable()
export class ClientsDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A client that the viewer may see: staff see all or their portfolios, a client itself. @throws ClientNotFound, ClientMerged */
  async get(viewer: Viewer, id: string): Promise<Client> {
    const { manager } = this.dataSource;
    const client = await manager.findOneBy(Client, seenAs(viewer, id));
    return client ?? this.absent(manager, viewer, id);
  }

  /**
   * The same inside a transaction, and until its end nobody else changes, merges or removes the client.
   * @throws ClientNotFound, ClientMerged
   */
  async lock(manager: EntityManager, viewer: Viewer, id: string): Promise<Client> {
    const lock = { mode: 'for_no_key_update' } as const;
    const client = await manager.findOne(Client, { where: seenAs(viewer, id), lock });
    return client ?? this.absent(manager, viewer, id);
  }

  /** Why there is no client. @throws ClientNotFound, ClientMerged */
  async absent(manager: EntityManager, viewer: Viewer, id: string): Promise<never> {
    const merged = await manager.findOneBy(MergedClient, { id });
    if (!merged) throw new ClientNotFound();
    // Who was merged leads to the kept one, which is for the viewer to see or not; a client knows the own id only.
    const scope = scopeOf(viewer);
    const isSeen =
      scope === undefined ||
      ('clientId' in scope
        ? scope.clientId === id
        : await manager.existsBy(Client, seenAs(viewer, merged.keptId)));
    throw isSeen ? new ClientMerged(merged.keptId) : new ClientNotFound();
  }
}

/** The client, if the viewer may see it. */
function seenAs(viewer: Viewer, id: string): FindOptionsWhere<Client> {
  const scope = scopeOf(viewer);
  if (scope === undefined) return { id };
  if ('clientId' in scope) return { id: In(scope.clientId === id ? [id] : []) };
  return { id, responsibleId: In([...scope.responsibleIds]) };
}
