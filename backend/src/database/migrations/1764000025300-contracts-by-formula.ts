import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the contracts of a formula without a look at the contracts. */
export class ContractsByFormula1764000025300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX contracts_by_formula ON contracts (formula)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX contracts_by_formula');
  }
}
