import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second factor: authenticator apps, codes by e-mail, recovery codes, remembered devices, and who needs one. */
export class SecondFactor1764000007100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Secrets are encrypted by a key that is not in the database.
      CREATE TABLE second_factors (
        account_id        uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
        totp_secret       bytea,
        totp_confirmed_at timestamptz,
        -- The newest time step whose code was used: none before it works again.
        totp_last_step    bigint,
        totp_pending      bytea,
        totp_pending_at   timestamptz,
        email_codes       boolean NOT NULL DEFAULT false,
        CHECK ((totp_secret IS NULL) = (totp_confirmed_at IS NULL)),
        CHECK ((totp_pending IS NULL) = (totp_pending_at IS NULL))
      );
      CREATE TABLE recovery_codes (
        code_hash   bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
        account_id  uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        used_at     timestamptz
      );
      CREATE INDEX recovery_codes_account ON recovery_codes (account_id);

      -- A login whose password was right and whose second factor is awaited.
      CREATE TABLE login_challenges (
        token_hash      bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        account_id      uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        expires_at      timestamptz NOT NULL,
        tries           smallint NOT NULL DEFAULT 0,
        email_code_hash bytea,
        email_sent_at   timestamptz
      );
      CREATE INDEX login_challenges_account ON login_challenges (account_id);

      CREATE TABLE remembered_devices (
        token_hash  bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        account_id  uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        expires_at  timestamptz NOT NULL
      );
      CREATE INDEX remembered_devices_account ON remembered_devices (account_id);

      ALTER TABLE settings ADD COLUMN version integer NOT NULL DEFAULT 1;
      INSERT INTO settings (name, value) VALUES ('second-factor', '{"requiredForRoles": []}');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM settings WHERE name = 'second-factor';
      ALTER TABLE settings DROP COLUMN version;
      DROP TABLE remembered_devices, login_challenges, recovery_codes, second_factors;
    `);
  }
}
