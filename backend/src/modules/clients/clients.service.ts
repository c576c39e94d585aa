import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import { AuditTrail } from '../audit/audit.public.js';
import { type Viewer, visibleClientId } from '../auth/auth.public.js';
import type { ClientQueryDto, CreateClientDto } from './client.dto.js';
import { Client } from './client.entity.js';
import { ClientEmailTaken, ClientNotFound } from './clients.errors.js';

/** Creates, finds and lists clients. */
@Injectable()
export class ClientsService {
  constructor(
    @InjectRepository(Client) private readonly clients: Repository<Client>,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ClientEmailTaken */
  async create(
    viewer: Viewer,
    { firstName, lastName, email, phone }: CreateClientDto,
  ): Promise<Client> {
    const told = { firstName, lastName, email, phone: phone ?? null };
    const client = this.clients.create(told);
    try {
      await this.clients.manager.transaction(async (manager) => {
        await manager.insert(Client, client);
        await this.audit.record(manager, viewer, {
          verb: 'create',
          kind: 'client',
          objectId: client.id,
          clientId: client.id,
          after: told,
        });
      });
    } catch (error) {
      throw violatedConstraint(error) === 'clients_email' ? new ClientEmailTaken() : error;
    }
    return client;
  }

  /** A client that the viewer may see: staff see all, a client itself. @throws ClientNotFound */
  async get(viewer: Viewer, id: string): Promise<Client> {
    const own = visibleClientId(viewer);
    const client = own === undefined || own === id ? await this.clients.findOneBy({ id }) : null;
    if (!client) throw new ClientNotFound();
    return client;
  }

  /** One page of the clients that match, and how many match. */
  async list(query: ClientQueryDto): Promise<[clients: Client[], total: number]> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.clients
      .createQueryBuilder('client')
      .orderBy(`client.${field}`, direction)
      .addOrderBy('client.firstName', direction)
      .addOrderBy('client.id', direction)
      .offset(offsetOf(query))
      .limit(query.pageSize);
    const search = searchCondition(query.search, (pattern) => `client.search LIKE ${pattern}`);
    if (search) found.where(search.sql, search.parameters);
    return found.getManyAndCount();
  }
}
