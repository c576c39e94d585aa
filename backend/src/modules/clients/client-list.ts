import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { type FoundPage, MOST_COUNTED, readPage } from '../../database/list-page.js';
import { offsetOf, sortOrderOf } from '../../http/pagination.js';
import { isSearched, searchCondition } from '../../http/text-search.js';
import { isVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';
import { type CLIENT_SORT_FIELDS, type ClientQueryDto, NOBODY } from './client.dto.js';
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

  /** One page of the clients that the viewer may see and that match, and how many match. */
  page(viewer: Viewer, query: ClientQueryDto): Promise<FoundPage<Client>> {
    return readPage(this.found(viewer, query), isSearched(query) ? MOST_COUNTED : undefined);
  }

  /** Ids of all that the viewer may see and that match, in the list's order, `most` at most. */
  async ids(viewer: Viewer, query: ClientQueryDto, most: number): Promise<string[]> {
    const found = this.found(viewer, query).offset(0).limit(most).select('client.id', 'id');
    return (await found.getRawMany<{ id: string }>()).map(({ id }) => id);
  }

  private found(viewer: Viewer, query: ClientQueryDto): SelectQueryBuilder<Client> {
    const { field, direction } = sortOrderOf(query.sort);
    const found = this.clients
      .createQueryBuilder('client')
      .where(isVisibleClient(viewer, 'client', ':scope'), { scope: scopeIds(viewer) })
      .offset(offsetOf(query))
      .limit(query.pageSize);
    for (const column of ORDERS[field]) found.addOrderBy(`client.${column}`, direction);
    const { kind, city, hasVehicle, responsibleId } = query;
    if (kind !== undefined) found.andWhere('client.kind = :kind', { kind });
    if (city !== undefined) {
      found.andWhere(`search_text(client.address ->> 'city') = search_text(:city)`, { city });
    }
    if (hasVehicle !== undefined)
      found.andWhere('client.has_vehicle = :hasVehicle', { hasVehicle });
    if (responsibleId === NOBODY) found.andWhere('client.responsible_id IS NULL');
    else if (responsibleId !== undefined) {
      found.andWhere('client.responsibleId = :responsibleId', { responsibleId });
    }
    narrowToSearch(found, query.search);
    return found;
  }
}

/** By words of names and e-mail, or by any of the telephone numbers however it is written. */
function narrowToSearch(found: SelectQueryBuilder<Client>, typed: string | undefined): void {
  const search = searchCondition(typed, (like) => like('client.search'));
  if (!search) return;
  const phone = phoneInE164(typed ?? '');
  if (phone === undefined) found.andWhere(search.sql, search.parameters);
  else {
    const parameters = { ...search.parameters, phone };
    found.andWhere(
      `((${search.sql}) OR client.phone = :phone OR client.other_phones @> ARRAY[:phone])`,
      parameters,
    );
  }
}
