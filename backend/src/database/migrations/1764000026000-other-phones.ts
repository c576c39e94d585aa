import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Further telephone numbers of a client beside the main one; every one of them finds the client. */
export class OtherPhones1764000026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clients
        ADD COLUMN other_phones text[] NOT NULL DEFAULT '{}' CHECK (cardinality(other_phones) <= 4);
      -- Digits of all numbers, a blank between two. Texts of numbers do not depend on any setting: it is immutable.
      CREATE FUNCTION phone_digits(phone text, others text[]) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
          || regexp_replace(array_to_string(array_prepend('', others), ' '), '[^0-9 ]', '', 'g') $$;
      DROP INDEX clients_phone_digits;
      ALTER TABLE clients
        ADD COLUMN phone_digits text GENERATED ALWAYS AS (phone_digits(phone, other_phones)) STORED;
      CREATE INDEX clients_phone_digits ON clients USING gin (phone_digits gin_trgm_ops);
      CREATE INDEX clients_other_phones ON clients USING gin (other_phones);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX clients_phone_digits, clients_other_phones;
      ALTER TABLE clients DROP COLUMN phone_digits, DROP COLUMN other_phones;
      DROP FUNCTION phone_digits(text, text[]);
      CREATE INDEX clients_phone_digits ON clients
        USING gin (regexp_replace(phone, '[^0-9]', '', 'g') gin_trgm_ops);
    `);
  }
}
