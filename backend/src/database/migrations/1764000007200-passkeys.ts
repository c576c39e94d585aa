import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys (WebAuthn), and the challenges that they sign. */
export class Passkeys1764000007200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkeys (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id    uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        -- base64url, as the browser names it.
        credential_id text NOT NULL UNIQUE CHECK (char_length(credential_id) BETWEEN 1 AND 1400),
        -- COSE.
        public_key    bytea NOT NULL,
        -- The authenticator's own count of signatures; 0 where it keeps none.
        counter       bigint NOT NULL,
        transports    text[] NOT NULL DEFAULT '{}',
        -- The host for which it was made: it signs for no other.
        rp_id         text NOT NULL,
        backed_up     boolean NOT NULL,
        label         text COLLATE "fr-x-icu" NOT NULL CHECK (char_length(label) BETWEEN 1 AND 60),
        created_at    timestamptz NOT NULL,
        last_used_at  timestamptz
      );
      CREATE INDEX passkeys_account ON passkeys (account_id);

      CREATE TABLE passkey_challenges (
        -- Of the token in a cookie for a login, of the session for a registration.
        key_hash    bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
        challenge   text NOT NULL,
        expires_at  timestamptz NOT NULL
      );
      CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE passkey_challenges, passkeys');
  }
}
