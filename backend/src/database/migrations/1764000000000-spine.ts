import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first tables: accounts, clients, vehicles, contracts, devices, and the last-known state. */
export class Spine1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      -- unaccent() is only STABLE; this wrapper names its dictionary and so may stand in an index.
      CREATE FUNCTION search_text(value text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
        AS $$ SELECT lower(public.unaccent('public.unaccent', value)) $$;

      CREATE TABLE clients (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        first_name  text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 100),
        last_name   text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 100),
        email       text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
        phone       text CHECK (char_length(phone) <= 32),
        created_at  timestamptz NOT NULL DEFAULT now(),
        updated_at  timestamptz NOT NULL DEFAULT now(),
        search      text GENERATED ALWAYS AS (search_text(first_name || ' ' || last_name || ' ' || email)) STORED
      );
      CREATE UNIQUE INDEX clients_email ON clients (lower(email));
      CREATE INDEX clients_name ON clients (last_name, first_name, id);
      CREATE INDEX clients_search ON clients USING gin (search gin_trgm_ops);

      CREATE TABLE accounts (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email         text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
        password_hash text NOT NULL,
        role          text NOT NULL CHECK (role IN ('admin', 'employee', 'client')),
        display_name  text NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 200),
        language      text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
        client_id     uuid REFERENCES clients (id),
        disabled_at   timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now(),
        CHECK ((role = 'client') = (client_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));
      CREATE INDEX accounts_client ON accounts (client_id) WHERE client_id IS NOT NULL;

      -- One row a login. The refresh token rotates; only hashes are kept. A hash that was used before
      -- and comes again means that it was stolen: the whole session ends.
      CREATE TABLE sessions (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id  uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        ended_at    timestamptz,
        end_reason  text CHECK (end_reason IN ('logout', 'reuse', 'revoked')),
        user_agent  text,
        address     inet
      );
      CREATE INDEX sessions_account ON sessions (account_id) WHERE ended_at IS NULL;
      CREATE TABLE refresh_tokens (
        token_hash  bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        session_id  uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        issued_at   timestamptz NOT NULL,
        used_at     timestamptz
      );
      CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

      CREATE TABLE vehicles (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        series      integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        client_id   uuid NOT NULL REFERENCES clients (id),
        vin         text NOT NULL UNIQUE CHECK (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
        car_id      text NOT NULL UNIQUE CHECK (car_id ~ '^[0-9a-f]{64}$'),
        plate       text NOT NULL UNIQUE CHECK (char_length(plate) BETWEEN 1 AND 16),
        make        text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(make) BETWEEN 1 AND 60),
        model       text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(model) BETWEEN 1 AND 60),
        year        smallint CHECK (year BETWEEN 1886 AND 2100),
        fuel        text CHECK (fuel IN ('petrol', 'diesel', 'electric', 'hybrid', 'lpg', 'other')),
        displacement_cc integer CHECK (displacement_cc BETWEEN 1 AND 20000),
        created_at  timestamptz NOT NULL DEFAULT now(),
        updated_at  timestamptz NOT NULL DEFAULT now(),
        search      text GENERATED ALWAYS AS (
          search_text(plate || ' ' || replace(plate, '-', '') || ' ' || make || ' ' || model)) STORED
      );
      CREATE INDEX vehicles_client ON vehicles (client_id);
      CREATE INDEX vehicles_search ON vehicles USING gin (search gin_trgm_ops);

      CREATE TABLE contracts (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number        text NOT NULL UNIQUE CHECK (char_length(number) BETWEEN 1 AND 32),
        client_id     uuid NOT NULL REFERENCES clients (id),
        vehicle_id    uuid NOT NULL REFERENCES vehicles (id),
        formula       text NOT NULL CHECK (formula IN ('third-party', 'third-party-plus', 'comprehensive')),
        status        text NOT NULL CHECK (status IN ('quote', 'active', 'suspended', 'terminated', 'expired')),
        starts_on     date NOT NULL,
        ends_on       date CHECK (ends_on > starts_on),
        premium_cents integer NOT NULL CHECK (premium_cents > 0),
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now(),
        -- One car is covered once at a time.
        CONSTRAINT contracts_no_overlap EXCLUDE USING gist
          (vehicle_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (status IN ('active', 'suspended'))
      );
      CREATE INDEX contracts_client ON contracts (client_id);
      CREATE INDEX contracts_vehicle ON contracts (vehicle_id);
      CREATE INDEX contracts_number_search ON contracts USING gin (lower(number) gin_trgm_ops);

      CREATE TABLE devices (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vehicle_id    uuid NOT NULL REFERENCES vehicles (id),
        public_key    text NOT NULL UNIQUE CHECK (public_key ~ '^[A-Za-z0-9_-]{43}$'),
        agent_version text,
        enrolled_at   timestamptz NOT NULL,
        revoked_at    timestamptz,
        last_status   jsonb,
        last_status_at timestamptz
      );
      -- A vehicle has one device at a time.
      CREATE UNIQUE INDEX devices_active ON devices (vehicle_id) WHERE revoked_at IS NULL;
      CREATE TABLE enrolment_codes (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vehicle_id  uuid NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
        code_hash   bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
        created_by  uuid NOT NULL REFERENCES accounts (id),
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        used_at     timestamptz,
        device_id   uuid REFERENCES devices (id)
      );
      CREATE INDEX enrolment_codes_vehicle ON enrolment_codes (vehicle_id);

      -- The last-known state of each vehicle: a row is rewritten at every batch, so leave room in its page.
      CREATE TABLE vehicle_state (
        series          integer PRIMARY KEY REFERENCES vehicles (series) ON DELETE CASCADE,
        ts              timestamptz,
        position_ts     timestamptz,
        latitude        double precision,
        longitude       double precision,
        course_degrees  real,
        speed_kmh       real,
        rpm             real,
        power           text CHECK (power IN ('driving', 'parked', 'stopping')),
        power_ts        timestamptz
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE vehicle_state, enrolment_codes, devices, contracts, vehicles, refresh_tokens, sessions, accounts, clients;
      DROP FUNCTION search_text(text);
    `);
  }
}
