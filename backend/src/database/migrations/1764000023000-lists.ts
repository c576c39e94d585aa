import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index for each order of a list that holds whatever its usual filters look at: a far page is found without a look
 * at the rows before it. And for each way from clients to what is theirs, one that holds its id.
 */
const AFTER = [
  'clients_by_name ON clients (sort_name, first_name, id) INCLUDE (kind)',
  'clients_by_first_name ON clients (first_name, sort_name, id) INCLUDE (kind)',
  'clients_by_email ON clients (email, id) INCLUDE (kind)',
  'clients_by_creation ON clients (created_at, id) INCLUDE (kind)',
  'vehicles_by_plate ON vehicles (plate, id) INCLUDE (client_id, fuel)',
  'vehicles_by_make ON vehicles (make, id) INCLUDE (client_id, fuel)',
  'vehicles_by_model ON vehicles (model, id) INCLUDE (client_id, fuel)',
  'vehicles_by_creation ON vehicles (created_at, id) INCLUDE (client_id, fuel)',
  'vehicles_by_inspection ON vehicles (inspection_due_on, id) INCLUDE (client_id, fuel)',
  'vehicles_by_inspection_latest ON vehicles (inspection_due_on DESC NULLS LAST, id DESC) INCLUDE (client_id, fuel)',
  'vehicles_client ON vehicles (client_id, id)',
  'contracts_by_number ON contracts (number, id) INCLUDE (status, formula, client_id)',
  'contracts_by_creation ON contracts (created_at, id) INCLUDE (status, formula, client_id)',
  'contracts_by_start ON contracts (starts_on, id) INCLUDE (status, formula, client_id)',
  'contracts_by_end ON contracts (ends_on, id) INCLUDE (status, formula, client_id)',
  'contracts_by_premium ON contracts (premium_cents, id) INCLUDE (status, formula, client_id)',
  'contracts_client ON contracts (client_id, id)',
  'contracts_vehicle ON contracts (vehicle_id, id)',
];

/** What was there before under the same names. */
const BEFORE = [
  'clients_by_name ON clients (sort_name, first_name, id)',
  'clients_by_first_name ON clients (first_name, sort_name, id)',
  'clients_by_email ON clients (email, id)',
  'clients_by_creation ON clients (created_at, id)',
  'vehicles_by_make ON vehicles (make, id)',
  'vehicles_by_model ON vehicles (model, id)',
  'vehicles_by_creation ON vehicles (created_at, id)',
  'vehicles_client ON vehicles (client_id)',
  'contracts_by_creation ON contracts (created_at, id)',
  'contracts_by_start ON contracts (starts_on, id)',
  'contracts_by_end ON contracts (ends_on, id)',
  'contracts_by_premium ON contracts (premium_cents, id)',
  'contracts_client ON contracts (client_id)',
  'contracts_vehicle ON contracts (vehicle_id)',
];

/** Lists of a hundred thousand rows, page by page. */
export class Lists1764000023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await replaceIndexes(runner, BEFORE, AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndexes(runner, AFTER, BEFORE);
  }
}

async function replaceIndexes(
  runner: QueryRunner,
  old: readonly string[],
  fresh: readonly string[],
): Promise<void> {
  const names = old.map((index) => index.split(' ')[0]).join(', ');
  await runner.query(`DROP INDEX ${names}`);
  for (const index of fresh) await runner.query(`CREATE INDEX ${index}`);
}
