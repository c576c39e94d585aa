import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the holder of a session last showed the second factor, and codes that are mailed within a session. */
export class FullConfirmation1764000026100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- At the login, or after it. Missing: never in this session.
      ALTER TABLE sessions ADD COLUMN factor_confirmed_at timestamptz;
      -- Of a session whose holder shows the second factor again; missing: of a login.
      ALTER TABLE login_challenges ADD COLUMN session_id uuid REFERENCES sessions (id) ON DELETE CASCADE;
      CREATE INDEX login_challenges_session ON login_challenges (session_id) WHERE session_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM login_challenges WHERE session_id IS NOT NULL;
      ALTER TABLE login_challenges DROP COLUMN session_id;
      ALTER TABLE sessions DROP COLUMN factor_confirmed_at;
    `);
  }
}
