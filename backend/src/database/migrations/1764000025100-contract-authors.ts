import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first version of a contract, with its author. */
const writeFirst = (columns: string, values: string): string => `
  CREATE OR REPLACE FUNCTION write_first_contract_version(kept contracts) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    is_over CONSTANT boolean := kept.status IN ('terminated', 'expired', 'renewed');
    period CONSTANT daterange := daterange(kept.starts_on, kept.ends_on);
    binds boolean := kept.status <> 'quote';
  BEGIN
    IF is_over THEN
      binds := kept.ends_on IS NOT NULL AND NOT EXISTS (SELECT FROM contract_versions
        WHERE vehicle_id = kept.vehicle_id AND valid && period AND binding AND superseded_at IS NULL);
    END IF;
    INSERT INTO contract_versions (contract_id, vehicle_id, valid, cover, binding, formula, options,
      deductible_cents, bonus_malus, premium_cents, kind, created_at${columns})
    VALUES (kept.id, kept.vehicle_id, period, kept.cover, binds, kept.formula, kept.options,
      kept.deductible_cents, kept.bonus_malus, kept.premium_cents,
      CASE WHEN kept.renewal_of IS NULL THEN 'creation' ELSE 'renewal' END, kept.created_at${values});
  END $$;
`;

/**
 * Who enters a contract tells the transaction who they are (`naif.contract_author`), so that its first version is right
 * at once: to sign it afterwards cost more than to write it.
 */
export class ContractAuthors1764000025100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const author = `nullif(current_setting('naif.contract_author', true), '')::uuid`;
    await runner.query(writeFirst(', created_by', `, ${author}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(writeFirst('', ''));
  }
}
