import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the contracts that the system numbers. Gaps are allowed: a number is a name, not a count. */
export class ContractNumbers1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SEQUENCE contract_numbers');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SEQUENCE contract_numbers');
  }
}
