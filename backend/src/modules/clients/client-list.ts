import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { type FoundPage, MOST_COUNTED, readPage } from '../../database/list-page.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { searchCondition } from '../../http/text-search.js';
import type { CLIENT_SORT_FIELDS, ClientQueryDto } from './client.dto.js';
import { Client } from './client.entity.js';
import { phoneInE164 } from './phone.js';

/** What each order looks at, one after the other: exactly the columns of an index each. */
const ORDERS: Readonly<Record<(typeof CLIENT_SORT_FIELDS)[number], readonly (keyof Client)[]>> = {
  lastName: ['sortName', 'firstName', 'id'],
  firstName: ['firstName', 'sortName', 'id'],
  email: ['email', 'id'],
  createdAt: ['createdAt', 'id'],
};

/** Finds clients, page by page. */
@Injectable()
export class ClientList {
  constructor(@InjectRepository(Client) private readonly clients: Repository<Client>) {}

  /** One page of the clients that match, and how many match. */
  page(query: ClientQueryDto): Promise<FoundPage<Client>> {
    const searched = (query.search ?? '').trim() !== '';
    return readPage(this.found(query), searched ? MOST_COUNTED : undefined);
  }

  private found(query: ClientQueryDto): SelectQueryBuilder<Client> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.clients
      .createQueryBuilder('client')
      .offset(offsetOf(query))
      .limit(query.pageSize);
    for (const column of ORDERS[field]) found.addOrderBy(`client.${column}`, direction);
    const { kind, city, hasVehicle } = query;
    if (kind !== undefined) found.andWhere('client.kind = :kind', { kind });
    if (city !== undefined) {
      found.andWhere(`search_text(client.address ->> 'city') = search_text(:city)`, { city });
    }
    if (hasVehicle !== undefined) {
      found.andWhere(ownsVehicle(hasVehicle, offsetOf(query)));
    }
    narrowToSearch(found, query.search);
    return found;
  }
}

/** From here on a page is far: to find it, sorting all that match costs more than walking along their order. */
const FAR = 10_000;

/**
 * SQL that is true for clients with a vehicle, or without one. Near the beginning the database joins; for a far page it
 * would sort all that it joined, so there each client is asked on the way along the order.
 */
function ownsVehicle(owns: boolean, offset: number): string {
  if (offset < FAR) {
    const exists = 'EXISTS (SELECT FROM vehicles WHERE vehicles.client_id = client.id)';
    return owns ? exists : `NOT ${exists}`;
  }
  return `(client.id IN (SELECT vehicles.client_id FROM vehicles)) IS ${owns ? 'TRUE' : 'NOT TRUE'}`;
}

/** By words of names and e-mail, or by a telephone number however it is written. */
function narrowToSearch(found: SelectQueryBuilder<Client>, typed: string | undefined): void {
  const search = searchCondition(typed, (like) => like('client.search'));
  if (!search) return;
  const phone = phoneInE164(typed ?? '');
  if (phone === undefined) found.andWhere(search.sql, search.parameters);
  else {
    const parameters = { ...search.parameters, phone };
    found.andWhere(`((${search.sql}) OR client.phone = :phone)`, parameters);
  }
}
