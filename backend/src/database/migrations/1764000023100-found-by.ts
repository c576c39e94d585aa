import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a vehicle and a contract are found by in their lists stands in one column each: their own names and those of whom
 * and what they belong to. So that the database can choose: walk along the order while nearly everything matches, or
 * take the few that do from an index.
 */
const UP = `
  ALTER TABLE vehicles ADD COLUMN found_by text NOT NULL DEFAULT '';
  ALTER TABLE contracts ADD COLUMN found_by text NOT NULL DEFAULT '';
  UPDATE vehicles v SET found_by = v.search || ' ' || c.search FROM clients c WHERE c.id = v.client_id;
  UPDATE contracts k SET found_by = search_text(k.number) || ' ' || c.search || ' ' || v.search
    FROM clients c, vehicles v WHERE c.id = k.client_id AND v.id = k.vehicle_id;
  CREATE INDEX vehicles_found_by ON vehicles USING gin (found_by gin_trgm_ops);
  CREATE INDEX contracts_found_by ON contracts USING gin (found_by gin_trgm_ops);

  CREATE FUNCTION set_vehicle_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    owner text;
  BEGIN
    -- Whoever renames the new owner meanwhile does not see this row yet: one waits for the other. Where the owner stays
    -- nobody waits, because the renaming comes by after this change.
    IF TG_OP = 'INSERT' OR NEW.client_id <> OLD.client_id THEN
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id FOR SHARE;
    ELSE
      SELECT search INTO owner FROM clients WHERE id = NEW.client_id;
    END IF;
    -- As the column search says it, which is not computed yet.
    NEW.found_by := search_text(NEW.plate || ' ' || replace(NEW.plate, '-', '') || ' ' || NEW.make || ' ' || NEW.model)
      || ' ' || coalesce(owner, '');
    RETURN NEW;
  END $$;
  CREATE TRIGGER vehicles_found_by BEFORE INSERT OR UPDATE OF plate, make, model, client_id ON vehicles
    FOR EACH ROW EXECUTE FUNCTION set_vehicle_found_by();

  -- Who enters a contract has locked its vehicle, and who renames a client changes their vehicles first.
  CREATE FUNCTION set_contract_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.found_by := search_text(NEW.number)
      || ' ' || coalesce((SELECT search FROM clients WHERE id = NEW.client_id), '')
      || ' ' || coalesce((SELECT search FROM vehicles WHERE id = NEW.vehicle_id), '');
    RETURN NEW;
  END $$;
  CREATE TRIGGER contracts_found_by BEFORE INSERT OR UPDATE OF number, client_id, vehicle_id ON contracts
    FOR EACH ROW EXECUTE FUNCTION set_contract_found_by();

  CREATE FUNCTION client_is_found_anew() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE vehicles SET found_by = search || ' ' || NEW.search WHERE client_id = NEW.id;
    UPDATE contracts k SET found_by = search_text(k.number) || ' ' || NEW.search || ' ' || v.search
      FROM vehicles v WHERE v.id = k.vehicle_id AND k.client_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER clients_found_anew AFTER UPDATE ON clients
    FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION client_is_found_anew();

  CREATE FUNCTION vehicle_is_found_anew() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE contracts k SET found_by = search_text(k.number) || ' ' || c.search || ' ' || NEW.search
      FROM clients c WHERE c.id = k.client_id AND k.vehicle_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER vehicles_found_anew AFTER UPDATE ON vehicles
    FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search) EXECUTE FUNCTION vehicle_is_found_anew();
`;

const DOWN = `
  DROP TRIGGER vehicles_found_anew ON vehicles;
  DROP TRIGGER clients_found_anew ON clients;
  DROP TRIGGER contracts_found_by ON contracts;
  DROP TRIGGER vehicles_found_by ON vehicles;
  DROP FUNCTION vehicle_is_found_anew(), client_is_found_anew(), set_contract_found_by(), set_vehicle_found_by();
  ALTER TABLE contracts DROP COLUMN found_by;
  ALTER TABLE vehicles DROP COLUMN found_by;
`;

/** One column to search in, for each list that shows what belongs to others. */
export class FoundBy1764000023100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
