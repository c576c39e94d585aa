import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { isInScope, scopeOf, type Viewer } from '../auth/auth.public.js';
import { DUPLICATE_REASONS, type DuplicateReason } from './client.dto.js';
import { Client } from './client.entity.js';
import { ClientsDirectory } from './clients-directory.js';

/** What a client is recognised by. */
export type Identity = Pick<Client, 'firstName' | 'lastName' | 'birthDate' | 'siren' | 'email'>;

/** Another client who may be the same one, and why. */
export interface Duplicate {
  readonly client: Client;
  readonly reasons: readonly DuplicateReason[];
}

/** More than anybody compares. */
const MOST = 20;

/** When a client has something in common with the one of the parameters; each has its index. */
const SAME: Readonly<Record<DuplicateReason, string>> = {
  'name-and-birth-date': `client.birth_date = :birthDate
    AND search_text(client.first_name || ' ' || client.last_name) = search_text(:name)`,
  email: 'mailbox_of(client.email) = mailbox_of(:email)',
  siren: 'client.siren = :siren',
};

/** Clients who look like the same one. */
@Injectable()
export class ClientDuplicates {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
  ) {}

  /** Those of whom the viewer may see who look like this client. @throws ClientNotFound, ClientMerged */
  async of(viewer: Viewer, id: string): Promise<Duplicate[]> {
    const client = await this.directory.get(viewer, id);
    const alike = await this.like(this.dataSource.manager, client, id);
    return alike.filter((one) => isInScope(scopeOf(viewer), one.client));
  }

  /** Those who look like it, the longest known first. @param but a client that is left out: itself */
  async like(manager: EntityManager, identity: Identity, but?: string): Promise<Duplicate[]> {
    const found = manager
      .createQueryBuilder(Client, 'client')
      .where(
        `(${Object.values(SAME)
          .map((same) => `(${same})`)
          .join(' OR ')})`,
      )
      .setParameters(parametersOf(identity))
      .orderBy('client.createdAt')
      .addOrderBy('client.id')
      .limit(MOST);
    for (const reason of DUPLICATE_REASONS) found.addSelect(SAME[reason], reason);
    if (but !== undefined) found.andWhere('client.id <> :but', { but });
    const { entities, raw } = await found.getRawAndEntities<Record<string, unknown>>();
    return entities.map((client, index) => ({
      client,
      reasons: DUPLICATE_REASONS.filter((reason) => raw[index]?.[reason] === true),
    }));
  }

  /** The same for many at once: of each those who look like it, and the keys by which two of them would. */
  async likeEach(
    manager: EntityManager,
    identities: readonly Identity[],
  ): Promise<readonly Resemblance[]> {
    const told = identities.map(parametersOf);
    const rows = await manager.query<ResemblanceRow[]>(LIKE_EACH, [
      told.map(({ name }) => name),
      told.map(({ birthDate }) => birthDate),
      told.map(({ siren }) => siren),
      told.map(({ email }) => email),
    ]);
    return rows.map(({ keys, others }) => ({
      keys: keys.filter((key) => key !== null),
      others: others ?? [],
    }));
  }

  /**
   * The same for who enters many clients in one transaction: until its end nobody else enters any. A lock for each
   * would be more than the database has room for.
   */
  async takeAllTurns(manager: EntityManager): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [ENTERING]);
  }

  /** Lets those who enter the same client at once do so one after the other, until the transaction's end. */
  async takeTurns(manager: EntityManager, identity: Identity): Promise<void> {
    const { name, birthDate, siren, email } = parametersOf(identity);
    await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [ENTERING]);
    // Always in this order: two who share more than one of them cannot wait for each other.
    if (name !== null && birthDate !== null) {
      await manager.query(
        `SELECT pg_advisory_xact_lock(hashtextextended('person ' || search_text($1) || $2, 0))`,
        [name, birthDate],
      );
    }
    for (const key of [siren, email].filter((one) => one !== null)) {
      await manager.query(
        `SELECT pg_advisory_xact_lock(hashtextextended('client ' || mailbox_of($1), 0))`,
        [key],
      );
    }
  }
}

/** Whom a client that is entered looks like. */
export interface Resemblance {
  /** Two who share one look like each other. */
  readonly keys: readonly string[];
  /** Clients that there are already. */
  readonly others: readonly KnownClient[];
}

/** A client that there is already. */
export type KnownClient = Pick<Client, 'id' | 'firstName' | 'lastName' | 'companyName' | 'email'>;

interface ResemblanceRow {
  readonly keys: readonly (string | null)[];
  readonly others: readonly KnownClient[] | null;
}

/** $1 names, $2 birth dates, $3 SIREN, $4 e-mail addresses; one row each, in their order. */
const LIKE_EACH = `
  WITH told AS MATERIALIZED (
    SELECT ordinal, birth_date, siren, search_text(name) AS person, mailbox_of(email) AS mailbox
    FROM unnest($1::text[], $2::date[], $3::text[], $4::text[])
      WITH ORDINALITY AS one (name, birth_date, siren, email, ordinal))
  SELECT ARRAY['person ' || person || birth_date::text, 'siren ' || siren, 'mailbox ' || mailbox] AS keys,
    (SELECT jsonb_agg(jsonb_build_object('id', id, 'firstName', first_name, 'lastName', last_name,
        'companyName', company_name, 'email', email) ORDER BY created_at, id)
      FROM (
        SELECT id, first_name, last_name, company_name, email, created_at FROM clients
          WHERE birth_date = told.birth_date AND search_text(first_name || ' ' || last_name) = told.person
        UNION
        SELECT id, first_name, last_name, company_name, email, created_at FROM clients
          WHERE mailbox_of(email) = told.mailbox
        UNION
        SELECT id, first_name, last_name, company_name, email, created_at FROM clients
          WHERE siren = told.siren
        LIMIT ${MOST}) other) AS others
  FROM told ORDER BY ordinal`;

/** Any number that nothing else locks: shared by those who enter one client, alone for who enters many. */
const ENTERING = 7_241_964_008;

function parametersOf({ firstName, lastName, birthDate, siren, email }: Identity) {
  const name = firstName === null || lastName === null ? null : `${firstName} ${lastName}`;
  return { name, birthDate, siren, email };
}
