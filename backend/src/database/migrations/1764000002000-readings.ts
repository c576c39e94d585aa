import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The telemetry store's table. One partition a day, so that forgetting is a DROP; columns from wide to
 * narrow, so that no row carries padding. Days without a partition of their own (far past, flagged
 * future) share `readings_other`.
 */
export class Readings1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE readings (
        ts                 timestamptz NOT NULL,
        seq                bigint,
        uptime_ms          bigint,
        gps_ts             timestamptz,
        latitude           double precision,
        longitude          double precision,
        series             integer NOT NULL,
        altitude_metres    real,
        course_degrees     real,
        gps_speed_kmh      real,
        hdop               real,
        obd_speed_kmh      real,
        rpm                real,
        engine_load_percent     real,
        coolant_celsius         real,
        intake_pressure_kpa     real,
        fuel_level_percent      real,
        ambient_celsius         real,
        maf_grams_per_second    real,
        intake_celsius          real,
        throttle_percent        real,
        fuel_rate_litres_per_hour real,
        run_time_seconds        real,
        distance_mil_km         real,
        short_fuel_trim_percent real,
        long_fuel_trim_percent  real,
        module_volts            real,
        battery_volts           real,
        flags              smallint NOT NULL,
        satellites         smallint,
        fix                smallint,
        outbox             uuid,
        -- json, not jsonb: kept as it came, and jsonb has no NUL character.
        other_sensors      json,
        PRIMARY KEY (series, ts)
      ) PARTITION BY RANGE (ts);

      CREATE TABLE readings_other PARTITION OF readings DEFAULT;

      -- Gives a UTC day its partition, and moves there what readings_other holds of that day.
      CREATE FUNCTION ensure_readings_day(day date) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        name  text := 'readings_' || to_char(day, 'YYYY_MM_DD');
        since timestamptz := day::timestamp AT TIME ZONE 'UTC';
        until timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
      BEGIN
        IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
        -- Whoever waited for the lock sees here what the one before has made.
        LOCK TABLE readings_other IN ACCESS EXCLUSIVE MODE;
        IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE %I (LIKE readings INCLUDING ALL)', name);
        EXECUTE format('WITH moved AS (DELETE FROM readings_other WHERE ts >= $1 AND ts < $2 RETURNING *)
                        INSERT INTO %I SELECT * FROM moved', name) USING since, until;
        EXECUTE format('ALTER TABLE readings ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, since, until);
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ensure_readings_day(date); DROP TABLE readings;');
  }
}
