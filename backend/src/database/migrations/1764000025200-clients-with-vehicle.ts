import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index for each order of the list of clients, with what its usual filters look at. */
const INDEXES = [
  'clients_by_name ON clients (sort_name, first_name, id)',
  'clients_by_first_name ON clients (first_name, sort_name, id)',
  'clients_by_email ON clients (email, id)',
  'clients_by_creation ON clients (created_at, id)',
];

/** Whether a client has a vehicle stands with the client, whichever way vehicles come and go. */
const COLUMN = `
  ALTER TABLE clients ADD COLUMN has_vehicle boolean NOT NULL DEFAULT false;
  UPDATE clients SET has_vehicle = true WHERE id IN (SELECT client_id FROM vehicles);

  CREATE FUNCTION clients_got_vehicles() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE clients SET has_vehicle = true WHERE NOT has_vehicle AND id IN (SELECT client_id FROM changed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_entered_owned AFTER INSERT ON vehicles REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION clients_got_vehicles();

  CREATE FUNCTION clients_lost_vehicles() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- First the lock, then the look: whoever gives the client a vehicle at this moment has the same lock.
    PERFORM FROM clients WHERE id IN (SELECT client_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE clients SET has_vehicle = false WHERE id IN (SELECT client_id FROM changed)
      AND NOT EXISTS (SELECT FROM vehicles WHERE client_id = clients.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_gone_owned AFTER DELETE ON vehicles REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION clients_lost_vehicles();

  CREATE FUNCTION client_of_vehicle_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE clients SET has_vehicle = true WHERE id = NEW.client_id AND NOT has_vehicle;
    UPDATE clients SET has_vehicle = false WHERE id = OLD.client_id
      AND NOT EXISTS (SELECT FROM vehicles WHERE client_id = OLD.client_id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_changed_owned AFTER UPDATE OF client_id ON vehicles
    FOR EACH ROW WHEN (OLD.client_id <> NEW.client_id) EXECUTE FUNCTION client_of_vehicle_changed();
`;

/** What a vehicle is found by: `lock` keeps others from its clients until the transaction is over. */
const setFoundBy = (lock: string): string => `
  CREATE OR REPLACE FUNCTION set_vehicle_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    owner text;
  BEGIN
    ${lock}
    -- As the column search says it, which is not computed yet.
    NEW.found_by := search_text(NEW.plate || ' ' || replace(NEW.plate, '-', '') || ' ' || NEW.make || ' ' || NEW.model)
      || ' ' || coalesce(owner, '');
    RETURN NEW;
  END $$;
`;

/** The new owner waits for whoever renames them, and with the former one for who gives and takes vehicles at that moment. */
const LOCKED = `
    IF TG_OP = 'INSERT' THEN
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id FOR NO KEY UPDATE;
    ELSE
      IF NEW.client_id <> OLD.client_id THEN
        PERFORM FROM clients WHERE id IN (OLD.client_id, NEW.client_id) ORDER BY id FOR NO KEY UPDATE;
      END IF;
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id;
    END IF;`;

/** As it was before. */
const SHARED = `
    IF TG_OP = 'INSERT' OR NEW.client_id <> OLD.client_id THEN
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id FOR SHARE;
    ELSE
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id;
    END IF;`;

/** Clients with a vehicle, or without one, are found to the last page. */
export class ClientsWithVehicle1764000025200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await dropIndexes(runner);
    await runner.query(COLUMN);
    await runner.query(setFoundBy(LOCKED));
    for (const index of INDEXES) {
      await runner.query(`CREATE INDEX ${index} INCLUDE (kind, has_vehicle)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndexes(runner);
    await runner.query(setFoundBy(SHARED));
    await runner.query(`
      DROP TRIGGER vehicles_changed_owned ON vehicles;
      DROP TRIGGER vehicles_gone_owned ON vehicles;
      DROP TRIGGER vehicles_entered_owned ON vehicles;
      DROP FUNCTION client_of_vehicle_changed(), clients_lost_vehicles(), clients_got_vehicles();
      ALTER TABLE clients DROP COLUMN has_vehicle;
    `);
    for (const index of INDEXES) await runner.query(`CREATE INDEX ${index} INCLUDE (kind)`);
  }
}

async function dropIndexes(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP INDEX ${INDEXES.map((index) => index.split(' ')[0]).join(', ')}`);
}
