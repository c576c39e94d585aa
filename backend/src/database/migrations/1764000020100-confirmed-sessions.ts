import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the holder of a session last showed that it is them. */
export class ConfirmedSessions1764000020100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Missing: when it was opened.
      ALTER TABLE sessions ADD COLUMN confirmed_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN confirmed_at');
  }
}
