import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what: entries that only ever become more, each chained to the one before (ADR 13). */
export class AuditTrail1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CHAIN);
    await runner.query(KEEPING);
    await runner.query(ERASURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION erase_audit_entries(bigint[], timestamptz);
      DROP TABLE audit_pending, audit_entries, audit_head;
      DROP FUNCTION chain_audit_entries(), keep_audit_entries(), keep_audit_head();
    `);
  }
}

const TABLES = `
  CREATE TABLE audit_entries (
    seq         bigint PRIMARY KEY,
    at          timestamptz(3) NOT NULL,
    actor_role  text NOT NULL CHECK (actor_role ~ '^[a-z-]{1,32}$'),
    actor_id    uuid,
    session_id  uuid,
    request_id  text CHECK (request_id ~ '^[^[:cntrl:]]{1,64}$'),
    verb        text NOT NULL CHECK (verb ~ '^[a-z-]{1,64}$'),
    kind        text NOT NULL CHECK (kind ~ '^[a-z-]{1,64}$'),
    object_id   text NOT NULL CHECK (object_id ~ '^[^[:cntrl:]]{1,200}$'),
    -- No foreign keys: an entry outlives what it is about.
    client_id   uuid,
    digest      bytea NOT NULL CHECK (octet_length(digest) = 32), -- SHA-256 of the salt and the personal part
    hash        bytea NOT NULL CHECK (octet_length(hash) = 32),
    -- The personal part, which the law may have erased; all of it goes at once.
    salt        bytea CHECK (octet_length(salt) = 32),
    actor_name  text,
    address     text,
    before      jsonb,
    after       jsonb,
    erased_at   timestamptz(3),
    CONSTRAINT audit_entries_erased_whole CHECK (
      CASE WHEN erased_at IS NULL THEN salt IS NOT NULL
           ELSE num_nonnulls(salt, actor_name, address, before, after) = 0 END)
  );
  CREATE INDEX audit_entries_at ON audit_entries (at);
  CREATE INDEX audit_entries_actor ON audit_entries (actor_id, seq);
  CREATE INDEX audit_entries_object ON audit_entries (object_id, seq);
  CREATE INDEX audit_entries_client ON audit_entries (client_id, seq);
  CREATE INDEX audit_entries_kind ON audit_entries (kind, verb, seq);
  -- A person who looks at a vehicle leaves one line an hour, however many instances serve it.
  CREATE UNIQUE INDEX audit_entries_one_look ON audit_entries
    (actor_id, object_id, client_id, kind, date_trunc('hour', at AT TIME ZONE 'UTC')) WHERE verb = 'look';

  -- How many entries there are and how the last one hashes: shows that the end was cut off.
  CREATE TABLE audit_head (
    only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    entries   bigint NOT NULL CHECK (entries >= 0),
    hash      bytea NOT NULL CHECK (octet_length(hash) = 32)
  );
  INSERT INTO audit_head (entries, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

  -- What a transaction wants to be written down. Its commit chains it: nobody else ever sees a row here.
  CREATE TABLE audit_pending (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz(3) NOT NULL,
    actor_role  text NOT NULL,
    actor_id    uuid,
    session_id  uuid,
    request_id  text,
    verb        text NOT NULL,
    kind        text NOT NULL,
    object_id   text NOT NULL,
    client_id   uuid,
    digest      bytea NOT NULL,
    salt        bytea NOT NULL,
    actor_name  text,
    address     text,
    before      jsonb,
    after       jsonb
  );
`;

/** At the commit, one transaction after the other. What is hashed is the same in `modules/audit/audit-hash.ts`. */
const CHAIN = `
  CREATE FUNCTION chain_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    head audit_head;
    entry audit_pending;
  BEGIN
    -- The first row of a transaction takes all the others along.
    IF NOT EXISTS (SELECT FROM audit_pending WHERE id = NEW.id) THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock(7241964002);
    -- Read after the lock was got, and so with everything that was committed meanwhile.
    SELECT * INTO STRICT head FROM audit_head;
    FOR entry IN SELECT * FROM audit_pending ORDER BY id LOOP
      head.entries := head.entries + 1;
      head.hash := sha256(convert_to(concat_ws(E'\\n',
        'naif-audit-1',
        encode(head.hash, 'hex'),
        head.entries,
        (extract(epoch FROM entry.at) * 1000)::bigint,
        entry.actor_role,
        coalesce(entry.actor_id::text, ''),
        coalesce(entry.session_id::text, ''),
        coalesce(entry.request_id, ''),
        entry.verb,
        entry.kind,
        entry.object_id,
        coalesce(entry.client_id::text, ''),
        encode(entry.digest, 'hex')), 'UTF8'));
      INSERT INTO audit_entries (seq, at, actor_role, actor_id, session_id, request_id, verb, kind, object_id, client_id,
                                 digest, hash, salt, actor_name, address, before, after)
      VALUES (head.entries, entry.at, entry.actor_role, entry.actor_id, entry.session_id, entry.request_id, entry.verb,
              entry.kind, entry.object_id, entry.client_id, entry.digest, head.hash, entry.salt, entry.actor_name,
              entry.address, entry.before, entry.after);
    END LOOP;
    UPDATE audit_head SET entries = head.entries, hash = head.hash;
    DELETE FROM audit_pending;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER audit_pending_chained AFTER INSERT ON audit_pending
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_entries();
`;

/** Keeps mistakes off. Whoever owns the tables can take the triggers away: that is what the chain is for. */
const KEEPING = `
  CREATE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    personal CONSTANT text[] := '{salt,actor_name,address,before,after,erased_at}';
  BEGIN
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND current_setting('naif.erasing_audit_entries', true) = 'on' THEN
      IF OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND to_jsonb(NEW) - personal = to_jsonb(OLD) - personal THEN
        RETURN NEW;
      END IF;
    END IF;
    RAISE EXCEPTION 'Entries of the audit trail are written by commits, and stay as they are.'
      USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER audit_entries_kept BEFORE INSERT OR UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION keep_audit_entries();
  CREATE TRIGGER audit_entries_never_emptied BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entries();

  CREATE FUNCTION keep_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
      IF NEW.entries > OLD.entries THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'The head of the audit trail moves with its entries only.' USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER audit_head_kept BEFORE INSERT OR UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION keep_audit_head();
  CREATE TRIGGER audit_head_never_emptied BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_head();
`;

/** The one way to take personal values out of entries. */
const ERASURE = `
  CREATE FUNCTION erase_audit_entries(entries bigint[], moment timestamptz) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    PERFORM set_config('naif.erasing_audit_entries', 'on', true);
    -- Entries about the trail itself say which ones were erased, and hold nothing of those.
    RETURN QUERY UPDATE public.audit_entries entry
      SET salt = NULL, actor_name = NULL, address = NULL, before = NULL, after = NULL, erased_at = moment
      WHERE entry.seq = ANY (entries) AND entry.erased_at IS NULL AND entry.kind <> 'audit-trail'
      RETURNING entry.seq;
    PERFORM set_config('naif.erasing_audit_entries', 'off', true);
  END $$;
  REVOKE ALL ON FUNCTION erase_audit_entries(bigint[], timestamptz) FROM PUBLIC;
`;
