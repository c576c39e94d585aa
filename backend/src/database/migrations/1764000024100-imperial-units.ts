import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People may read distances and speeds in miles. */
export class ImperialUnits1764000024100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE accounts
        DROP CONSTRAINT accounts_units_check,
        ADD CONSTRAINT accounts_units_check CHECK (units IN ('metric', 'imperial'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE accounts SET units = 'metric' WHERE units <> 'metric';
      ALTER TABLE accounts
        DROP CONSTRAINT accounts_units_check,
        ADD CONSTRAINT accounts_units_check CHECK (units IN ('metric'))`);
  }
}
