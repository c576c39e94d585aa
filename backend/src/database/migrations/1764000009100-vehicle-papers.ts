import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plates with their country, what the papers say of a vehicle, its owners in their time, and its mileage. */
export class VehiclePapers1764000009100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vehicles
        DROP CONSTRAINT vehicles_plate_key,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN plate_country text CHECK (plate_country ~ '^[A-Z]{2}$'),
        ADD COLUMN plate_kind text NOT NULL DEFAULT 'unknown'
          CHECK (plate_kind IN ('siv', 'siv-temporary', 'fni', 'foreign', 'unknown')),
        ADD COLUMN tank_litres numeric(5, 1) CHECK (tank_litres > 0),
        ADD COLUMN colour text CHECK (char_length(colour) BETWEEN 1 AND 40),
        ADD COLUMN first_registered_on date,
        ADD COLUMN inspection_due_on date;
      UPDATE vehicles SET plate_country = 'FR', plate_kind = 'siv'
        WHERE plate ~ '^[A-HJ-NP-TV-Z]{2}-[0-9]{3}-[A-HJ-NP-TV-Z]{2}$';

      -- Two countries may give the same plate; one whose country is not known counts as French.
      CREATE UNIQUE INDEX vehicles_plate_key ON vehicles (plate, coalesce(plate_country, 'FR'));
      CREATE INDEX vehicles_by_make ON vehicles (make, id);
      CREATE INDEX vehicles_by_model ON vehicles (model, id);
      CREATE INDEX vehicles_by_creation ON vehicles (created_at, id);

      -- Who owned which vehicle when: days in France, the first day included, the last one not.
      CREATE TABLE vehicle_owners (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vehicle_id uuid NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
        client_id  uuid NOT NULL REFERENCES clients (id),
        period     daterange NOT NULL CHECK (NOT isempty(period)),
        CONSTRAINT vehicle_owners_no_overlap EXCLUDE USING gist (vehicle_id WITH =, period WITH &&)
      );
      CREATE INDEX vehicle_owners_vehicle ON vehicle_owners (vehicle_id);
      -- The few that changed hands: asked for with each vehicle.
      CREATE INDEX vehicle_owners_handed ON vehicle_owners (vehicle_id)
        WHERE upper_inf(period) AND NOT lower_inf(period);
      CREATE INDEX vehicle_owners_client ON vehicle_owners (client_id, vehicle_id);
      INSERT INTO vehicle_owners (vehicle_id, client_id, period)
        SELECT id, client_id, daterange(NULL, NULL) FROM vehicles;

      -- vehicles.client_id repeats the owner of today, whichever of the two is written.
      CREATE FUNCTION first_vehicle_owner() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO vehicle_owners (vehicle_id, client_id, period) VALUES (NEW.id, NEW.client_id, daterange(NULL, NULL));
        RETURN NULL;
      END $$;
      CREATE TRIGGER vehicles_first_owner AFTER INSERT ON vehicles
        FOR EACH ROW EXECUTE FUNCTION first_vehicle_owner();
      CREATE FUNCTION correct_vehicle_owner() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE vehicle_owners SET client_id = NEW.client_id
          WHERE vehicle_id = NEW.id AND upper_inf(period) AND client_id <> NEW.client_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER vehicles_owner_corrected AFTER UPDATE OF client_id ON vehicles FOR EACH ROW
        WHEN (OLD.client_id <> NEW.client_id AND pg_trigger_depth() = 0) EXECUTE FUNCTION correct_vehicle_owner();
      CREATE FUNCTION follow_vehicle_owners() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE vehicles SET client_id = NEW.client_id WHERE id = NEW.vehicle_id AND client_id <> NEW.client_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER vehicle_owners_followed AFTER INSERT OR UPDATE ON vehicle_owners FOR EACH ROW
        WHEN (upper_inf(NEW.period) AND pg_trigger_depth() = 0) EXECUTE FUNCTION follow_vehicle_owners();

      CREATE TABLE vehicle_mileages (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vehicle_id uuid NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
        km         integer NOT NULL CHECK (km BETWEEN 0 AND 3000000),
        read_on    date NOT NULL,
        source     text NOT NULL CHECK (source IN ('declared', 'obd', 'inspection')),
        created_by uuid REFERENCES accounts (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT vehicle_mileages_once UNIQUE (vehicle_id, read_on, source)
      );
      CREATE INDEX vehicle_mileages_author ON vehicle_mileages (created_by) WHERE created_by IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE vehicle_mileages, vehicle_owners;
      DROP TRIGGER vehicles_first_owner ON vehicles;
      DROP TRIGGER vehicles_owner_corrected ON vehicles;
      DROP FUNCTION first_vehicle_owner, correct_vehicle_owner, follow_vehicle_owners;
      DROP INDEX vehicles_plate_key, vehicles_by_make, vehicles_by_model, vehicles_by_creation;
      ALTER TABLE vehicles ADD CONSTRAINT vehicles_plate_key UNIQUE (plate), DROP COLUMN version, DROP COLUMN plate_country, DROP COLUMN plate_kind,
        DROP COLUMN tank_litres, DROP COLUMN colour, DROP COLUMN first_registered_on, DROP COLUMN inspection_due_on;
    `);
  }
}
