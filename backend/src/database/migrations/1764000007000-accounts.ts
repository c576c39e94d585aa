import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations and password resets by one-time links; profiles; accounts that can be edited, searched and sorted. */
export class Accounts1764000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever was invited has no password until the invitation is accepted.
      ALTER TABLE accounts ALTER COLUMN password_hash DROP NOT NULL;
      ALTER TABLE accounts ALTER COLUMN display_name TYPE text COLLATE "fr-x-icu";
      ALTER TABLE accounts
        ADD COLUMN version   integer NOT NULL DEFAULT 1,
        ADD COLUMN theme     text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
        ADD COLUMN units     text NOT NULL DEFAULT 'metric' CHECK (units IN ('metric')),
        ADD COLUMN time_zone text NOT NULL DEFAULT 'Europe/Paris' CHECK (char_length(time_zone) BETWEEN 1 AND 64),
        ADD COLUMN search    text GENERATED ALWAYS AS (search_text(display_name || ' ' || email)) STORED;
      CREATE INDEX accounts_search ON accounts USING gin (search gin_trgm_ops);
      CREATE INDEX accounts_name ON accounts (display_name, id);

      -- A link that was mailed and works once. Only the token's hash is kept.
      CREATE TABLE account_links (
        token_hash  bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        account_id  uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        purpose     text NOT NULL CHECK (purpose IN ('invitation', 'password-reset')),
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        used_at     timestamptz
      );
      CREATE INDEX account_links_account ON account_links (account_id, purpose);
      -- An account's sessions, ended ones too: where it logged in from before.
      CREATE INDEX sessions_history ON sessions (account_id, created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX sessions_history;
      DROP TABLE account_links;
      ALTER TABLE accounts DROP COLUMN search, DROP COLUMN time_zone, DROP COLUMN units, DROP COLUMN theme,
        DROP COLUMN version;
      DROP INDEX IF EXISTS accounts_name;
      ALTER TABLE accounts ALTER COLUMN display_name TYPE text COLLATE "default";
      DELETE FROM accounts WHERE password_hash IS NULL;
      ALTER TABLE accounts ALTER COLUMN password_hash SET NOT NULL;
    `);
  }
}
