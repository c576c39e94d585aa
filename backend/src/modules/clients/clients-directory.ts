import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import { Client } from './client.entity.js';
import { ClientMerged, ClientNotFound } from './clients.errors.js';
import { MergedClient } from './merged-client.entity.js';

/** Finds clients by their id, always with the viewer's permissions. */
@Injectable()
export class ClientsDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A client that the viewer may see: staff see all, a client itself. @throws ClientNotFound, ClientMerged */
  async get(viewer: Viewer, id: string): Promise<Client> {
    const { manager } = this.dataSource;
    const client = maySee(viewer, id) ? await manager.findOneBy(Client, { id }) : null;
    return client ?? this.absent(manager, viewer, id);
  }

  /**
   * The same inside a transaction, and until its end nobody else changes, merges or removes the client.
   * @throws ClientNotFound, ClientMerged
   */
  async lock(manager: EntityManager, viewer: Viewer, id: string): Promise<Client> {
    const lock = { mode: 'for_no_key_update' } as const;
    const client = maySee(viewer, id)
      ? await manager.findOne(Client, { where: { id }, lock })
      : null;
    return client ?? this.absent(manager, viewer, id);
  }

  /** Why there is no client. @throws ClientNotFound, ClientMerged */
  async absent(manager: EntityManager, viewer: Viewer, id: string): Promise<never> {
    const merged = maySee(viewer, id) ? await manager.findOneBy(MergedClient, { id }) : null;
    throw merged ? new ClientMerged(merged.keptId) : new ClientNotFound();
  }
}

function maySee(viewer: Viewer, id: string): boolean {
  const own = visibleClientId(viewer);
  return own === undefined || own === id;
}
