import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Companies beside persons, what an insurer knows of both, their drivers, notes and documents, and merged clients. */
export class PeopleOfClients1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clients
        ALTER COLUMN first_name DROP NOT NULL,
        ALTER COLUMN last_name DROP NOT NULL,
        ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
        ADD COLUMN company_name text COLLATE "fr-x-icu" CHECK (char_length(company_name) BETWEEN 1 AND 200),
        ADD COLUMN siren text CHECK (siren ~ '^[0-9]{9}$'),
        ADD COLUMN contact_name text COLLATE "fr-x-icu" CHECK (char_length(contact_name) BETWEEN 1 AND 200),
        ADD COLUMN birth_date date,
        ADD COLUMN licence_number text CHECK (char_length(licence_number) BETWEEN 1 AND 30),
        ADD COLUMN licence_date date,
        ADD COLUMN language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
        ADD COLUMN address jsonb,
        ADD COLUMN mailing_address jsonb,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT clients_named_by_kind CHECK (CASE kind
          WHEN 'person' THEN first_name IS NOT NULL AND last_name IS NOT NULL
            AND company_name IS NULL AND siren IS NULL AND contact_name IS NULL
          ELSE company_name IS NOT NULL AND first_name IS NULL AND last_name IS NULL
            AND birth_date IS NULL AND licence_number IS NULL AND licence_date IS NULL END),
        DROP COLUMN search;
      ALTER TABLE clients
        ADD COLUMN sort_name text COLLATE "fr-x-icu" GENERATED ALWAYS AS (coalesce(company_name, last_name)) STORED,
        ADD COLUMN search text GENERATED ALWAYS AS (search_text(
          coalesce(company_name, first_name || ' ' || last_name) || ' ' || email)) STORED;
      CREATE INDEX clients_search ON clients USING gin (search gin_trgm_ops);

      -- Each order that the list offers, and each filter.
      DROP INDEX clients_name;
      CREATE INDEX clients_by_name ON clients (sort_name, first_name, id);
      CREATE INDEX clients_by_first_name ON clients (first_name, sort_name, id);
      CREATE INDEX clients_by_email ON clients (email, id);
      CREATE INDEX clients_by_creation ON clients (created_at, id);
      CREATE INDEX clients_companies ON clients (sort_name, first_name, id) WHERE kind = 'company';
      CREATE INDEX clients_city ON clients (search_text(address ->> 'city'), sort_name, first_name, id);
      CREATE INDEX clients_phone ON clients (phone) WHERE phone IS NOT NULL;

      -- By what clients are recognised as the same one.
      CREATE INDEX clients_person ON clients (search_text(first_name || ' ' || last_name), birth_date)
        WHERE birth_date IS NOT NULL;
      CREATE INDEX clients_siren ON clients (siren) WHERE siren IS NOT NULL;
      -- The mailbox behind an address: "name+shop@example.fr" is delivered to "name@example.fr".
      CREATE FUNCTION mailbox_of(email text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
        AS $$ SELECT regexp_replace(lower(email), '^([^+@]+)\\+[^@]*@', '\\1@') $$;
      CREATE INDEX clients_mailbox ON clients (mailbox_of(email));

      -- Clients that turned out to be the same one as another: their row is gone, and their id still leads there.
      CREATE TABLE merged_clients (
        id          uuid PRIMARY KEY,
        kept_id     uuid NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        merged_at   timestamptz NOT NULL
      );
      CREATE INDEX merged_clients_kept ON merged_clients (kept_id);

      CREATE TABLE client_drivers (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        client_id     uuid NOT NULL REFERENCES clients (id),
        first_name    text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 100),
        last_name     text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 100),
        birth_date    date NOT NULL,
        licence_number text CHECK (char_length(licence_number) BETWEEN 1 AND 30),
        licence_date  date,
        relation      text NOT NULL
          CHECK (relation IN ('spouse', 'child', 'parent', 'sibling', 'employee', 'other')),
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX client_drivers_client ON client_drivers (client_id);

      CREATE TABLE client_notes (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        client_id   uuid NOT NULL REFERENCES clients (id),
        author_id   uuid REFERENCES accounts (id) ON DELETE SET NULL,
        text        text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000),
        created_at  timestamptz NOT NULL
      );
      CREATE INDEX client_notes_client ON client_notes (client_id, created_at DESC, id);

      -- The bytes of a document lie in the object store under object_key.
      CREATE TABLE client_documents (
        id           uuid PRIMARY KEY,
        client_id    uuid NOT NULL REFERENCES clients (id),
        kind         text NOT NULL,
        title        text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
        content_type text NOT NULL,
        size_bytes   integer NOT NULL CHECK (size_bytes > 0),
        sha256       bytea NOT NULL CHECK (octet_length(sha256) = 32),
        object_key   text NOT NULL UNIQUE,
        added_by     uuid REFERENCES accounts (id) ON DELETE SET NULL,
        added_at     timestamptz NOT NULL
      );
      CREATE INDEX client_documents_client ON client_documents (client_id, added_at DESC, id);
      -- Objects that may have no row: written before theirs, or left behind by a removed one. Swept when due.
      CREATE TABLE loose_objects (
        object_key  text PRIMARY KEY,
        due_at      timestamptz NOT NULL
      );
      CREATE INDEX loose_objects_due ON loose_objects (due_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE loose_objects, client_documents, client_notes, client_drivers, merged_clients;
      DELETE FROM clients WHERE kind = 'company';
      DROP INDEX clients_by_name, clients_by_first_name, clients_by_email, clients_by_creation, clients_companies,
        clients_city, clients_phone, clients_person, clients_siren, clients_mailbox;
      DROP FUNCTION mailbox_of(text);
      ALTER TABLE clients DROP COLUMN search, DROP COLUMN sort_name;
      ALTER TABLE clients
        DROP CONSTRAINT clients_named_by_kind,
        DROP COLUMN kind, DROP COLUMN company_name, DROP COLUMN siren, DROP COLUMN contact_name,
        DROP COLUMN birth_date, DROP COLUMN licence_number, DROP COLUMN licence_date, DROP COLUMN language,
        DROP COLUMN address, DROP COLUMN mailing_address, DROP COLUMN version,
        ALTER COLUMN first_name SET NOT NULL,
        ALTER COLUMN last_name SET NOT NULL,
        ADD COLUMN search text GENERATED ALWAYS AS (search_text(first_name || ' ' || last_name || ' ' || email)) STORED;
      CREATE INDEX clients_name ON clients (last_name, first_name, id);
      CREATE INDEX clients_search ON clients USING gin (search gin_trgm_ops);
    `);
  }
}
