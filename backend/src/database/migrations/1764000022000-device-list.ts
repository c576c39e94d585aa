import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices as a list that can be sorted and filtered by when each was heard of last. */
export class DeviceList1764000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- When it was heard of last, give or take an hour: what is exact stands with the vehicle's state.
      ALTER TABLE devices ADD COLUMN heard_at timestamptz;
      UPDATE devices SET heard_at = greatest(enrolled_at, least(last_status_at, now()));
      UPDATE devices SET heard_at = greatest(devices.heard_at, coalesce(state.ts, state.power_ts))
        FROM vehicles JOIN vehicle_state state ON state.series = vehicles.series
        WHERE vehicles.id = devices.vehicle_id AND devices.revoked_at IS NULL;
      ALTER TABLE devices ALTER COLUMN heard_at SET DEFAULT now(), ALTER COLUMN heard_at SET NOT NULL;
      CREATE INDEX devices_heard ON devices (heard_at, id);
      CREATE INDEX devices_enrolled ON devices (enrolled_at, id);
      CREATE INDEX devices_agent_version ON devices (agent_version, id);
      CREATE INDEX devices_revoked ON devices (heard_at, id) WHERE revoked_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX devices_revoked, devices_agent_version, devices_enrolled, devices_heard;
      ALTER TABLE devices DROP COLUMN heard_at;
    `);
  }
}
