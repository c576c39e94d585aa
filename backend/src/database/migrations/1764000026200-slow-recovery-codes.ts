import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recovery codes under a slow, salted hash. */
export class SlowRecoveryCodes1764000026200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One a sheet. Missing: a sheet from before, whose codes lie under a quick hash until it is renewed.
      ALTER TABLE recovery_codes ADD COLUMN salt bytea CHECK (octet_length(salt) = 16);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM recovery_codes WHERE salt IS NOT NULL;
      ALTER TABLE recovery_codes DROP COLUMN salt;
    `);
  }
}
