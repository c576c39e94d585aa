import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What devices tell beside their readings, and what is asked of them: clock, settings, trouble codes, commands. */
export class DeviceHealth1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE devices
        ADD COLUMN last_clock jsonb, -- {source, uncertaintyMs}, of the upload that brought last_status
        ADD COLUMN settings   jsonb; -- as its last settings commands left them; null: the defaults
      CREATE INDEX devices_vehicle ON devices (vehicle_id);

      -- What a car's control units complain of, at an instant. The first report of an instant stays.
      CREATE TABLE trouble_code_reports (
        vehicle_id  uuid NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
        reported_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        -- A clock from the future must not stay the newest for ever.
        ordered_at  timestamptz NOT NULL GENERATED ALWAYS AS (least(reported_at, received_at)) STORED,
        mil         boolean NOT NULL,
        stored      text[] NOT NULL,
        pending     text[] NOT NULL,
        permanent   text[] NOT NULL,
        PRIMARY KEY (vehicle_id, reported_at)
      );
      CREATE INDEX trouble_code_reports_newest ON trouble_code_reports (vehicle_id, ordered_at DESC);

      CREATE TABLE device_commands (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vehicle_id   uuid NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
        device_id    uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
        kind         text NOT NULL CHECK (kind IN ('stream', 'picture', 'clip', 'settings', 'restart', 'update')),
        parameters   jsonb NOT NULL,
        created_by   uuid NOT NULL REFERENCES accounts (id),
        created_at   timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        delivered_at timestamptz,
        outcome      text CHECK (outcome IN ('done', 'refused', 'unsupported', 'failed')),
        detail       text CHECK (char_length(detail) <= 500),
        finished_at  timestamptz,
        CHECK ((outcome IS NULL) = (finished_at IS NULL))
      );
      CREATE INDEX device_commands_vehicle ON device_commands (vehicle_id, created_at DESC);
      CREATE INDEX device_commands_open ON device_commands (expires_at) WHERE outcome IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE device_commands, trouble_code_reports;
      DROP INDEX devices_vehicle;
      ALTER TABLE devices DROP COLUMN settings, DROP COLUMN last_clock;
    `);
  }
}
