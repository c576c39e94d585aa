import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the installation remembers about itself, one row a fact: that it was seeded as a demo, say. */
export class Settings1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE settings (
        name       text PRIMARY KEY CHECK (char_length(name) BETWEEN 1 AND 100),
        value      jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE settings');
  }
}
