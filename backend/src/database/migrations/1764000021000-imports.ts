import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of which clients, vehicles or contracts are made, and what is wrong with them. */
export class Imports1764000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id              uuid PRIMARY KEY,
        account_id      uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        -- From where it was asked for: who acts for whom when its turn comes.
        session_id      uuid NOT NULL,
        request_id      text,
        address         text,
        kind            text NOT NULL CHECK (kind IN ('clients', 'vehicles', 'contracts')),
        file_name       text NOT NULL CHECK (char_length(file_name) BETWEEN 1 AND 200),
        -- Gone when nobody needs it any more.
        file            bytea,
        step            text NOT NULL DEFAULT 'check' CHECK (step IN ('check', 'import')),
        state           text NOT NULL DEFAULT 'waiting' CHECK (state IN
          ('waiting', 'running', 'faulty', 'ready', 'done', 'cancelled', 'interrupted', 'failed')),
        is_cancelled    boolean NOT NULL DEFAULT false,
        lines_total     integer,
        lines_done      integer NOT NULL DEFAULT 0,
        faults          integer NOT NULL DEFAULT 0,
        faulty_lines    integer NOT NULL DEFAULT 0,
        ignored_columns text[] NOT NULL DEFAULT '{}',
        created_at      timestamptz NOT NULL,
        queued_at       timestamptz NOT NULL,
        ended_at        timestamptz
      );
      -- One at a time for each person.
      CREATE UNIQUE INDEX imports_one_at_a_time ON imports (account_id) WHERE state IN ('waiting', 'running');
      CREATE INDEX imports_of_account ON imports (account_id, created_at, id);
      CREATE INDEX imports_unfinished ON imports (queued_at) WHERE state IN ('waiting', 'running');
      CREATE INDEX imports_age ON imports (created_at);

      CREATE TABLE import_faults (
        import_id   uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        ordinal     integer NOT NULL,
        line        integer,
        field       text,
        column_name text,
        value       text,
        code        text NOT NULL,
        detail      text NOT NULL,
        PRIMARY KEY (import_id, ordinal)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_faults, imports');
  }
}
