import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What changed of the fleet, so that whoever holds it in memory reads only that. Each row carries the number of the
 * transaction that wrote it: who remembers up to which number all transactions were over misses none that commits late
 * (`database/change-mark`).
 */
const UP = `
  CREATE TABLE fleet_changes (
    changed_in bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    at         timestamptz NOT NULL DEFAULT now(),
    vehicle_id uuid,
    client_id  uuid,
    -- Of a client: all their vehicles, those too that are entered at the same moment.
    CHECK (num_nonnulls(vehicle_id, client_id) = 1)
  );
  CREATE INDEX fleet_changes_since ON fleet_changes (changed_in);

  CREATE FUNCTION note_vehicles() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO fleet_changes (vehicle_id) SELECT id FROM changed;
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_entered_noted AFTER INSERT ON vehicles REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_vehicles();
  CREATE TRIGGER vehicles_gone_noted AFTER DELETE ON vehicles REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_vehicles();

  CREATE FUNCTION note_vehicle() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO fleet_changes (vehicle_id) VALUES (NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_owner_noted AFTER UPDATE OF client_id ON vehicles
    FOR EACH ROW WHEN (OLD.client_id <> NEW.client_id) EXECUTE FUNCTION note_vehicle();

  CREATE FUNCTION note_owned_vehicle() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO fleet_changes (vehicle_id) VALUES (NEW.vehicle_id);
    RETURN NULL;
  END $$;
  -- Since when a vehicle is its owner's; when it is entered that goes without saying.
  CREATE TRIGGER vehicle_owners_added_noted AFTER INSERT ON vehicle_owners
    FOR EACH ROW WHEN (upper_inf(NEW.period) AND NOT lower_inf(NEW.period)) EXECUTE FUNCTION note_owned_vehicle();
  CREATE TRIGGER vehicle_owners_moved_noted AFTER UPDATE OF period ON vehicle_owners
    FOR EACH ROW WHEN (upper_inf(NEW.period) AND OLD.period <> NEW.period) EXECUTE FUNCTION note_owned_vehicle();

  CREATE FUNCTION note_client() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO fleet_changes (client_id) VALUES (NEW.id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER clients_responsible_noted AFTER UPDATE OF responsible_id ON clients
    FOR EACH ROW WHEN (OLD.responsible_id IS DISTINCT FROM NEW.responsible_id) EXECUTE FUNCTION note_client();

  -- By page ranges: unlike any other index it lets a row be rewritten within its page, at every batch.
  ALTER TABLE vehicle_state ADD COLUMN changed_in bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
  CREATE INDEX vehicle_state_since ON vehicle_state USING brin (changed_in)
    WITH (pages_per_range = 1, autosummarize = on);
`;

const DOWN = `
  ALTER TABLE vehicle_state DROP COLUMN changed_in;
  DROP TRIGGER clients_responsible_noted ON clients;
  DROP TRIGGER vehicle_owners_moved_noted ON vehicle_owners;
  DROP TRIGGER vehicle_owners_added_noted ON vehicle_owners;
  DROP TRIGGER vehicles_owner_noted ON vehicles;
  DROP TRIGGER vehicles_gone_noted ON vehicles;
  DROP TRIGGER vehicles_entered_noted ON vehicles;
  DROP FUNCTION note_client(), note_owned_vehicle(), note_vehicle(), note_vehicles();
  DROP TABLE fleet_changes;
`;

/** What changed of the fleet since whenever it was read last. */
export class FleetChanges1764000025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
