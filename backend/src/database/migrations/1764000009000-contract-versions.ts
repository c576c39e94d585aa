import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Terms as dated versions, reminders, and submissions that may be repeated (ADR 14). */
export class ContractVersions1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(VERSIONS);
    await runner.query(FUNCTIONS);
    await runner.query(TRIGGERS);
    // What binds a vehicle today goes first: history that contradicts it is kept, but binds nothing.
    await runner.query(`
      DO $$
      DECLARE kept contracts;
      BEGIN
        FOR kept IN SELECT * FROM contracts
          ORDER BY status IN ('terminated', 'expired'), created_at, id
        LOOP PERFORM write_first_contract_version(kept); END LOOP;
      END $$;
    `);
    await runner.query(REMINDERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE contract_submissions, contract_reminders, contract_versions;
      DROP TRIGGER contracts_complete ON contracts;
      DROP TRIGGER contracts_first_version ON contracts;
      DROP TRIGGER contracts_follow_versions ON contracts;
      DROP FUNCTION complete_contract, first_contract_version, refuse_contract_terms,
        follow_contract_versions, check_contract_versions, contract_status_on, write_first_contract_version;
      DROP INDEX contracts_by_creation, contracts_by_start, contracts_by_end, contracts_by_premium,
        contracts_by_status, contracts_current_end;
      UPDATE contracts SET status = 'expired', ending = 'expired' WHERE status = 'renewed';
      ALTER TABLE contracts
        DROP CONSTRAINT contracts_status_check, DROP CONSTRAINT contracts_ending_known,
        DROP CONSTRAINT contracts_vehicle_key,
        DROP COLUMN version, DROP COLUMN options, DROP COLUMN deductible_cents, DROP COLUMN bonus_malus,
        DROP COLUMN cover, DROP COLUMN changed_on, DROP COLUMN ending, DROP COLUMN renewal_of,
        ADD CONSTRAINT contracts_status_check
          CHECK (status IN ('quote', 'active', 'suspended', 'terminated', 'expired')),
        ADD CONSTRAINT contracts_no_overlap EXCLUDE USING gist
          (vehicle_id WITH =, daterange(starts_on, ends_on) WITH &&) WHERE (status IN ('active', 'suspended'));
    `);
  }
}

const OPTIONS = `ARRAY['glass', 'theft-fire', 'assistance-0km', 'replacement-car', 'driver-protection',
  'legal-protection', 'personal-belongings']`;

const COLUMNS = `
  ALTER TABLE contracts
    DROP CONSTRAINT contracts_no_overlap,
    DROP CONSTRAINT contracts_status_check,
    ADD CONSTRAINT contracts_status_check
      CHECK (status IN ('quote', 'active', 'suspended', 'terminated', 'expired', 'renewed')),
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN options text[] NOT NULL DEFAULT '{}' CHECK (options <@ ${OPTIONS}),
    ADD COLUMN deductible_cents integer CHECK (deductible_cents >= 0),
    ADD COLUMN bonus_malus numeric(3, 2) CHECK (bonus_malus BETWEEN 0.50 AND 3.50),
    -- Of the newest version: whether it covers, and since when.
    ADD COLUMN cover text NOT NULL DEFAULT 'covered' CHECK (cover IN ('covered', 'suspended')),
    ADD COLUMN changed_on date,
    -- How it ends on ends_on, once that is decided.
    ADD COLUMN ending text CHECK (ending IN ('terminated', 'expired', 'renewed')),
    -- The contract that this one follows.
    ADD COLUMN renewal_of uuid UNIQUE REFERENCES contracts (id),
    ADD CONSTRAINT contracts_vehicle_key UNIQUE (id, vehicle_id);
  UPDATE contracts SET changed_on = starts_on,
    cover = CASE status WHEN 'suspended' THEN 'suspended' ELSE 'covered' END,
    ending = CASE WHEN status IN ('terminated', 'expired') THEN status END;
  ALTER TABLE contracts
    ALTER COLUMN changed_on SET NOT NULL,
    ADD CONSTRAINT contracts_ending_known
      CHECK (status NOT IN ('terminated', 'expired', 'renewed') OR ending = status);
  CREATE INDEX contracts_by_creation ON contracts (created_at, id);
  CREATE INDEX contracts_by_start ON contracts (starts_on, id);
  CREATE INDEX contracts_by_end ON contracts (ends_on, id);
  CREATE INDEX contracts_by_premium ON contracts (premium_cents, id);
  CREATE INDEX contracts_by_status ON contracts (status, created_at, id);
  CREATE INDEX contracts_current_end ON contracts (ends_on) WHERE status IN ('active', 'suspended');
`;

const VERSIONS = `
  CREATE TABLE contract_versions (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    contract_id      uuid NOT NULL,
    vehicle_id       uuid NOT NULL,
    valid            daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    cover            text NOT NULL CHECK (cover IN ('covered', 'suspended')),
    -- Whether the vehicle is bound to the contract: a quote binds nothing, nor does history that contradicts other.
    binding          boolean NOT NULL,
    formula          text NOT NULL CHECK (formula IN ('third-party', 'third-party-plus', 'comprehensive')),
    options          text[] NOT NULL CHECK (options <@ ${OPTIONS}),
    deductible_cents integer CHECK (deductible_cents >= 0),
    bonus_malus      numeric(3, 2) CHECK (bonus_malus BETWEEN 0.50 AND 3.50),
    premium_cents    integer NOT NULL CHECK (premium_cents > 0),
    kind             text NOT NULL
      CHECK (kind IN ('creation', 'activation', 'endorsement', 'suspension', 'resumption', 'renewal')),
    reason           text CHECK (char_length(reason) BETWEEN 1 AND 500),
    created_by       uuid REFERENCES accounts (id) ON DELETE SET NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- Agreed once, then replaced before its first day or from it on: kept to be read, counts no more.
    superseded_at    timestamptz,
    FOREIGN KEY (contract_id, vehicle_id) REFERENCES contracts (id, vehicle_id)
      ON UPDATE CASCADE ON DELETE CASCADE,
    -- One car is bound once at a time, covered or suspended.
    CONSTRAINT contract_versions_no_overlap EXCLUDE USING gist (vehicle_id WITH =, valid WITH &&)
      WHERE (binding AND superseded_at IS NULL)
  );
  CREATE INDEX contract_versions_contract ON contract_versions (contract_id);
  CREATE INDEX contract_versions_author ON contract_versions (created_by) WHERE created_by IS NOT NULL;
`;

const FUNCTIONS = `
  -- Where a contract stands on a day.
  CREATE FUNCTION contract_status_on(kept contracts, day date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
      WHEN kept.status NOT IN ('active', 'suspended') THEN kept.status
      WHEN kept.ends_on <= day THEN coalesce(kept.ending, 'expired')
      WHEN 'suspended' = (SELECT cover FROM contract_versions
        WHERE contract_id = kept.id AND superseded_at IS NULL AND valid @> greatest(day, kept.starts_on))
        THEN 'suspended'
      ELSE 'active'
    END
  $$;

  -- A contract begins with the version that its own columns describe.
  CREATE FUNCTION write_first_contract_version(kept contracts) RETURNS void LANGUAGE plpgsql AS $$
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
      deductible_cents, bonus_malus, premium_cents, kind, created_at)
    VALUES (kept.id, kept.vehicle_id, period, kept.cover, binds, kept.formula, kept.options,
      kept.deductible_cents, kept.bonus_malus, kept.premium_cents,
      CASE WHEN kept.renewal_of IS NULL THEN 'creation' ELSE 'renewal' END, kept.created_at);
  END $$;

  CREATE FUNCTION complete_contract() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.changed_on := NEW.starts_on;
    NEW.cover := CASE NEW.status WHEN 'suspended' THEN 'suspended' ELSE 'covered' END;
    IF NEW.status IN ('terminated', 'expired', 'renewed') THEN NEW.ending := NEW.status; END IF;
    RETURN NEW;
  END $$;

  CREATE FUNCTION first_contract_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM write_first_contract_version(NEW);
    RETURN NULL;
  END $$;

  CREATE FUNCTION refuse_contract_terms() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The terms of a contract follow its versions: change contract_versions';
  END $$;

  -- The contract's own columns always repeat its newest version and the period of them all.
  CREATE FUNCTION follow_contract_versions() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE contracts c SET formula = v.formula, options = v.options, deductible_cents = v.deductible_cents,
      bonus_malus = v.bonus_malus, premium_cents = v.premium_cents, cover = v.cover, changed_on = lower(v.valid),
      starts_on = v.starts_on, ends_on = upper(v.valid)
    FROM (SELECT *, (SELECT min(lower(valid)) FROM contract_versions
            WHERE contract_id = NEW.contract_id AND superseded_at IS NULL) AS starts_on
          FROM contract_versions WHERE contract_id = NEW.contract_id AND superseded_at IS NULL
          ORDER BY lower(valid) DESC LIMIT 1) v
    WHERE c.id = NEW.contract_id AND
      (c.formula, c.options, c.deductible_cents, c.bonus_malus, c.premium_cents, c.cover, c.changed_on,
        c.starts_on, c.ends_on)
      IS DISTINCT FROM (v.formula, v.options, v.deductible_cents, v.bonus_malus, v.premium_cents, v.cover,
        lower(v.valid), v.starts_on, upper(v.valid));
    RETURN NULL;
  END $$;

  -- From its first day to its last a contract has one version on every day.
  CREATE FUNCTION check_contract_versions() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE periods datemultirange;
  BEGIN
    SELECT range_agg(valid) INTO periods FROM contract_versions
      WHERE contract_id = NEW.contract_id AND superseded_at IS NULL;
    IF periods IS NULL OR (SELECT count(*) FROM unnest(periods)) <> 1 OR EXISTS (
      SELECT FROM contract_versions a JOIN contract_versions b
        ON b.contract_id = a.contract_id AND b.id > a.id AND b.valid && a.valid
      WHERE a.contract_id = NEW.contract_id AND a.superseded_at IS NULL AND b.superseded_at IS NULL)
    THEN
      RAISE EXCEPTION 'Contract % has days without a version, or with two', NEW.contract_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_versions_gapless';
    END IF;
    RETURN NULL;
  END $$;
`;

const TRIGGERS = `
  CREATE TRIGGER contracts_complete BEFORE INSERT ON contracts
    FOR EACH ROW EXECUTE FUNCTION complete_contract();
  CREATE TRIGGER contracts_first_version AFTER INSERT ON contracts
    FOR EACH ROW EXECUTE FUNCTION first_contract_version();
  CREATE TRIGGER contracts_follow_versions BEFORE UPDATE ON contracts FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND
      (OLD.formula, OLD.options, OLD.deductible_cents, OLD.bonus_malus, OLD.premium_cents, OLD.cover,
        OLD.changed_on, OLD.starts_on, OLD.ends_on)
      IS DISTINCT FROM (NEW.formula, NEW.options, NEW.deductible_cents, NEW.bonus_malus, NEW.premium_cents,
        NEW.cover, NEW.changed_on, NEW.starts_on, NEW.ends_on))
    EXECUTE FUNCTION refuse_contract_terms();
  -- The version that a new contract brings along agrees with it by itself.
  CREATE TRIGGER contract_versions_followed AFTER INSERT OR UPDATE ON contract_versions
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION follow_contract_versions();
  CREATE CONSTRAINT TRIGGER contract_versions_gapless AFTER INSERT OR UPDATE ON contract_versions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION check_contract_versions();
`;

const REMINDERS = `
  CREATE TABLE contract_reminders (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    contract_id uuid NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    about       text NOT NULL CHECK (about IN ('renewal', 'end')),
    about_on    date NOT NULL,
    days_before integer NOT NULL CHECK (days_before IN (60, 30, 7)),
    created_at  timestamptz NOT NULL,
    UNIQUE (contract_id, about, about_on, days_before)
  );
  CREATE INDEX contract_reminders_day ON contract_reminders (about_on, contract_id);

  -- What was sent once under a key is not done twice.
  CREATE TABLE contract_submissions (
    account_id   uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key          text NOT NULL CHECK (char_length(key) BETWEEN 8 AND 128),
    request_hash bytea NOT NULL,
    contract_id  uuid REFERENCES contracts (id) ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
  );
  CREATE INDEX contract_submissions_age ON contract_submissions (created_at);
`;
