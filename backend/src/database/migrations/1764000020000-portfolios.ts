import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is responsible for which client, employees who see only those, and whose work is handed over to whom. */
export class Portfolios1764000020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE accounts
        ADD COLUMN portfolio_only boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT accounts_portfolio_of_employee CHECK (NOT portfolio_only OR role = 'employee');

      ALTER TABLE clients ADD COLUMN responsible_id uuid REFERENCES accounts (id) ON DELETE SET NULL;
      -- A portfolio in the order of the list; also what is joined when the objects of a portfolio are asked for.
      CREATE INDEX clients_portfolio ON clients (responsible_id, sort_name, first_name, id)
        WHERE responsible_id IS NOT NULL;

      -- While it is in force the stand-in sees the colleague's portfolio beside the own one. Days in France, both included.
      CREATE TABLE handovers (
        id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        from_account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        to_account_id   uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        from_day        date NOT NULL,
        until_day       date,
        reason          text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
        version         integer NOT NULL DEFAULT 1,
        created_by      uuid REFERENCES accounts (id) ON DELETE SET NULL,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        CHECK (from_account_id <> to_account_id),
        CHECK (until_day >= from_day),
        CONSTRAINT handovers_no_overlap EXCLUDE USING gist
          (from_account_id WITH =, to_account_id WITH =, daterange(from_day, until_day, '[]') WITH &&)
      );
      CREATE INDEX handovers_stand_in ON handovers (to_account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE handovers;
      DROP INDEX clients_portfolio;
      ALTER TABLE clients DROP COLUMN responsible_id;
      ALTER TABLE accounts DROP COLUMN portfolio_only;
    `);
  }
}
