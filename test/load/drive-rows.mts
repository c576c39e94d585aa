/** A reading as the outbox takes it. */
export interface DriveRow {
  readonly time: number;
  readonly sensors: readonly { readonly sensor: string; readonly [field: string]: unknown }[];
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** One second of a drive with everything that a talkative car says: 540 bytes of JSON, all of it moving. */
export function driveRow(startMs: number, second: number): DriveRow {
  const time = startMs + second * 1000;
  const speed = 50 + 40 * Math.sin(second / 37);
  return {
    time,
    sensors: [
      { sensor: 'arduino', millis: second * 1000 + 417 },
      {
        sensor: 'gps',
        satellites: 8 + (second % 4),
        location: [round(48.85 + second * 1e-6, 7), round(2.35 + second * 7e-7, 7)],
        altitude: round(35 + 10 * Math.sin(second / 91), 1),
        course: round((second * 1.3) % 360, 1),
        speed: round(speed, 2),
        datetime: new Date(time).toISOString(),
        hdop: 0.9,
        fix: '3d',
      },
      {
        sensor: 'obd2',
        engine_load: round(40 + 30 * Math.sin(second / 11), 1),
        coolant_temp: 88,
        intake_pressure: 60 + (second % 31),
        rpm: round(1500 + 900 * Math.sin(second / 13), 2),
        speed: Math.round(speed),
        fuel_level: 54.1,
        ambiant_air_temp: 17,
        maf: round(12 + 8 * Math.sin(second / 7), 2),
        intake_temp: 25,
        throttle: round(20 + 15 * Math.sin(second / 5), 1),
        run_time: second % 65_536,
        short_fuel_trim: -1.56,
        long_fuel_trim: 2.34,
        module_voltage: 14.231,
        battery_voltage: 14.1,
      },
    ],
  };
}
