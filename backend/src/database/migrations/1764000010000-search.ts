import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes for the one search box: beginnings of names, plates and numbers, and digits of telephone numbers. */
export class Search1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clients
        ADD COLUMN name_key text GENERATED ALWAYS AS (search_text(coalesce(company_name, last_name))) STORED;
      CREATE INDEX clients_name_key ON clients (name_key text_pattern_ops);
      CREATE INDEX clients_phone_digits ON clients
        USING gin (regexp_replace(phone, '[^0-9]', '', 'g') gin_trgm_ops);
      CREATE INDEX vehicles_search_beginning ON vehicles (search text_pattern_ops);
      CREATE INDEX contracts_number_beginning ON contracts (lower(number) text_pattern_ops);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX clients_phone_digits, vehicles_search_beginning, contracts_number_beginning;
      ALTER TABLE clients DROP COLUMN name_key;
    `);
  }
}
