import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Technical inspections are looked for by their day. */
export class DueSoon1764000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX vehicles_inspection ON vehicles (inspection_due_on) WHERE inspection_due_on IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX vehicles_inspection');
  }
}
