import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { likePattern } from '../../http/pagination.js';
import { isOfVisibleClient, isVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';
import type { FoundClientDto, FoundContractDto, FoundDto, FoundVehicleDto } from './search.dto.js';
import { type SearchWords, searchWords } from './search-words.js';

/** So many of each kind are shown: more than fit below a search box help nobody. */
const MOST = 8;
/** So many are looked at to find the likeliest among them: a word that half of all have needs no more of them. */
const MOST_LOOKED_AT = 200;
/**
 * Share of a misspelt word's trigrams that a name must have. Names with one slip (a letter swapped, left out, doubled or
 * wrong) keep half of them or more; PostgreSQL's own 0.6 misses shorter names.
 */
const ALIKE = 0.5;

const NAME = "coalesce(client.company_name, client.first_name || ' ' || client.last_name)";
const CLIENT = `client.id, ${NAME} AS name, client.email, client.phone`;
const BY_NAME = 'client.sort_name, client.first_name, client.id';

/** Finds clients, vehicles and contracts: a read of its own over their tables, each by an index. */
@Injectable()
export class SearchService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The likeliest of each kind, of those that the viewer may see. Nothing typed finds nothing. */
  async find(viewer: Viewer, typed: string): Promise<FoundDto> {
    const wanted = searchWords(typed);
    if (wanted.words.length === 0) return NOTHING;
    if (wanted.phoneDigits !== undefined && wanted.words.length > 1) {
      return this.withBelongings({
        clients: await this.clientsByPhone(viewer, wanted.phoneDigits),
      });
    }
    const [byName, byPhone, vehicles, contracts] = await Promise.all([
      this.clients(viewer, wanted),
      wanted.phoneDigits === undefined ? [] : this.clientsByPhone(viewer, wanted.phoneDigits),
      this.vehicles(viewer, wanted),
      this.contracts(viewer, wanted),
    ]);
    const clients = [...byName, ...byPhone].slice(0, MOST);
    const nothing = clients.length + vehicles.length + contracts.length === 0;
    if (!nothing) return this.withBelongings({ clients, vehicles, contracts });
    const alike = await this.clientsSpelledAlike(viewer, wanted.misspelt);
    return { ...(await this.withBelongings({ clients: alike })), spelledAlike: alike.length > 0 };
  }

  /** What was found, and what the found clients have: who types a name looks as often for a car or a contract. */
  private async withBelongings({
    clients,
    vehicles = [],
    contracts = [],
  }: FoundRows): Promise<FoundDto> {
    const ids = clients.map(({ id }) => id);
    const [theirVehicles, theirContracts] = await Promise.all([
      this.vehiclesOf(ids),
      this.contractsOf(ids),
    ]);
    return {
      clients: clients.map(clientDto),
      spelledAlike: false,
      vehicles: filledUp(vehicles, theirVehicles),
      contracts: filledUp(contracts, theirContracts),
    };
  }

  /** First those who are called exactly so, then the others. */
  private clients(viewer: Viewer, { words, beginning }: SearchWords): Promise<ClientRow[]> {
    const where = `${isVisibleClient(viewer, 'client', '$1')} AND ${all(words, 'client.search', 3)}`;
    const scope = scopeIds(viewer);
    if (beginning !== undefined) {
      return this.query<ClientRow>(
        `SELECT ${CLIENT} FROM clients AS client
         WHERE client.name_key LIKE search_text($2) AND ${where}
         ORDER BY client.name_key USING ~<~, client.id LIMIT ${MOST}`,
        [scope, beginningPattern(beginning), ...words.map(likePattern)],
      );
    }
    const isName = 'client.name_key = ANY(SELECT search_text(unnest($2::text[])))';
    const some = (rank: number, condition: string): string =>
      `(SELECT client.*, ${rank} AS rank FROM clients AS client WHERE ${condition} LIMIT ${MOST_LOOKED_AT})`;
    return this.query<ClientRow>(
      `SELECT ${CLIENT} FROM (
         SELECT DISTINCT ON (id) * FROM (
           ${some(0, `${isName} AND ${where}`)} UNION ALL ${some(1, where)}
         ) AS found ORDER BY id, rank
       ) AS client ORDER BY client.rank, ${BY_NAME} LIMIT ${MOST}`,
      [scope, words, ...words.map(likePattern)],
    );
  }

  /** By any of their numbers: the one that was found is shown. */
  private clientsByPhone(viewer: Viewer, digits: string): Promise<ClientRow[]> {
    const isIt = "regexp_replace(number, '[^0-9]', '', 'g') LIKE $2";
    return this.query<ClientRow>(
      `SELECT client.id, ${NAME} AS name, client.email, (
         SELECT number FROM unnest(array_prepend(client.phone, client.other_phones)) WITH ORDINALITY AS each (number, place)
         WHERE ${isIt} ORDER BY place LIMIT 1
       ) AS phone FROM (
         SELECT * FROM clients
         WHERE phone_digits LIKE $2 AND ${isVisibleClient(viewer, 'clients', '$1')}
         LIMIT ${MOST_LOOKED_AT}
       ) AS client ORDER BY ${BY_NAME} LIMIT ${MOST}`,
      [scopeIds(viewer), likePattern(digits)],
    );
  }

  private vehicles(viewer: Viewer, { words, beginning }: SearchWords): Promise<FoundVehicleDto[]> {
    const begins = beginning === undefined ? [] : [beginningPattern(beginning)];
    return this.query<FoundVehicleDto>(
      `SELECT car.id, car.plate, car.make || ' ' || car.model AS model, ${NAME} AS "clientName"
       FROM (${likeliest(viewer, 'vehicles', 'plate', 'search', words, begins)}) AS car
       JOIN clients AS client ON client.id = car.client_id
       ORDER BY car.plate`,
      [scopeIds(viewer), ...begins, ...words.map(likePattern)],
    );
  }

  private contracts(
    viewer: Viewer,
    { words, beginning }: SearchWords,
  ): Promise<FoundContractDto[]> {
    const begins = beginning === undefined ? [] : [beginningPattern(beginning)];
    return this.query<FoundContractDto>(
      `SELECT contract.id, contract.number, contract.status, car.plate, ${NAME} AS "clientName"
       FROM (${likeliest(viewer, 'contracts', 'number', 'lower(number)', words, begins)}) AS contract
       JOIN clients AS client ON client.id = contract.client_id
       JOIN vehicles AS car ON car.id = contract.vehicle_id
       ORDER BY contract.number`,
      [scopeIds(viewer), ...begins, ...words.map(likePattern)],
    );
  }

  /** In the order of their clients. */
  private async vehiclesOf(clientIds: readonly string[]): Promise<FoundVehicleDto[]> {
    if (clientIds.length === 0) return [];
    return this.query<FoundVehicleDto>(
      `SELECT car.id, car.plate, car.make || ' ' || car.model AS model, ${NAME} AS "clientName"
       FROM vehicles AS car JOIN clients AS client ON client.id = car.client_id
       WHERE car.client_id = ANY($1) ORDER BY array_position($1, car.client_id), car.plate LIMIT ${MOST}`,
      [clientIds],
    );
  }

  private async contractsOf(clientIds: readonly string[]): Promise<FoundContractDto[]> {
    if (clientIds.length === 0) return [];
    return this.query<FoundContractDto>(
      `SELECT contract.id, contract.number, contract.status, car.plate, ${NAME} AS "clientName"
       FROM contracts AS contract
       JOIN clients AS client ON client.id = contract.client_id
       JOIN vehicles AS car ON car.id = contract.vehicle_id
       WHERE contract.client_id = ANY($1)
       ORDER BY array_position($1, contract.client_id), contract.number LIMIT ${MOST}`,
      [clientIds],
    );
  }

  /** Clients whose names are spelt like these words. */
  private clientsSpelledAlike(viewer: Viewer, words: readonly string[]): Promise<ClientRow[]> {
    if (words.length === 0) return Promise.resolve([]);
    const each = (sql: (word: string) => string, glue: string): string =>
      words.map((_, index) => sql(`search_text($${index + 2})`)).join(glue);
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL pg_trgm.word_similarity_threshold = ${ALIKE}`);
      return manager.query<ClientRow[]>(
        `SELECT ${CLIENT} FROM clients AS client
         WHERE ${each((word) => `${word} <% client.search`, ' AND ')}
           AND ${isVisibleClient(viewer, 'client', '$1')}
         ORDER BY ${each((word) => `word_similarity(${word}, client.search)`, ' + ')} DESC, ${BY_NAME}
         LIMIT ${MOST}`,
        [scopeIds(viewer), ...words],
      );
    });
  }

  private query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }
}

const NOTHING: FoundDto = { clients: [], spelledAlike: false, vehicles: [], contracts: [] };

/** What was asked for by its own name first, then what belongs to who was found. */
function filledUp<Found extends { readonly id: string }>(
  named: readonly Found[],
  belonging: readonly Found[],
): Found[] {
  const known = new Set(named.map(({ id }) => id));
  return [...named, ...belonging.filter(({ id }) => !known.has(id))].slice(0, MOST);
}

interface FoundRows {
  readonly clients: readonly ClientRow[];
  readonly vehicles?: readonly FoundVehicleDto[];
  readonly contracts?: readonly FoundContractDto[];
}

interface ClientRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

function clientDto({ id, name, email, phone }: ClientRow): FoundClientDto {
  return { id, name, email, ...(phone !== null && { phone }) };
}

/**
 * SQL for the first rows, in the order of `name`, of those that the viewer may see and in whose column every word is
 * found. The first parameter holds `scopeIds`.
 *
 * @param column folded as `search_text()` folds
 * @param begins pattern for its beginning, or none: the second parameter then
 */
function likeliest(
  viewer: Viewer,
  table: string,
  name: string,
  column: string,
  words: readonly string[],
  begins: readonly string[],
): string {
  const seen = isOfVisibleClient(viewer, 'client_id', '$1');
  const found = `${all(words, column, begins.length + 2)} AND ${seen}`;
  const where = begins.length > 0 ? `${column} LIKE search_text($2) AND ${found}` : found;
  return `SELECT * FROM (SELECT * FROM ${table} WHERE ${where} LIMIT ${MOST_LOOKED_AT}) AS found
    ORDER BY ${name} LIMIT ${MOST}`;
}

/** SQL that is true where every word is found in a folded column. @param first number of the first word's parameter */
function all(words: readonly string[], column: string, first: number): string {
  return words.map((_, index) => `${column} LIKE search_text($${first + index})`).join(' AND ');
}

function beginningPattern(text: string): string {
  return likePattern(text).slice(1);
}
