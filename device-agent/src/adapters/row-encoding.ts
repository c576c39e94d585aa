import { deflateSync, inflateSync } from 'node:zlib';
import type { SensorEntry } from '../ports/reading-source.js';

/**
 * What rows have in common, the most frequent last: names cost almost nothing then. Rows on vehicles' disks were written
 * with it, so it never changes; another one would need a new version of the outbox's schema.
 */
const DICTIONARY = Buffer.from(
  '{"sensor":"simulator","interpolated":true}false' +
    '"battery_voltage":14."module_voltage":14."distance_mil":0,"run_time":"fuel_rate":"long_fuel_trim":-"short_fuel_trim":' +
    '"fix":"none"}"fix":"2d"}"datetime":"2026-01-01T00:00:00.000Z"' +
    '[{"sensor":"arduino","millis":123},{"sensor":"gps","satellites":11,"location":[48.' +
    ',2.],"altitude":35."course":"speed":,"datetime":"2026-","hdop":0.8,"fix":"3d"},' +
    '{"sensor":"obd2","engine_load":"coolant_temp":89,"intake_pressure":"rpm":1000,"speed":' +
    '"fuel_level":"ambiant_air_temp":"maf":"intake_temp":"throttle":}]',
);
/**
 * A window of 2 KiB holds dictionary and row. Each row is a stream of its own, so that its buffers are small: Node's
 * defaults (16 KiB and more) would pile up to many MB while a full outbox is drained.
 */
const WRITE = { dictionary: DICTIONARY, windowBits: 11, memLevel: 4, level: 6, chunkSize: 512 };
const READ = { dictionary: DICTIONARY, windowBits: 11, chunkSize: 1024 };

/**
 * The sensors of one row as bytes: JSON in the zlib format, about 180 bytes for a whole reading of 550. Its Adler-32
 * makes damage known that the disk does not report.
 */
export function encodeSensors(sensors: readonly SensorEntry[]): Uint8Array {
  return deflateSync(JSON.stringify(sensors), WRITE);
}

/** The sensors of one row. Throws when the bytes are not what `encodeSensors` wrote. */
export function decodeSensors(bytes: Uint8Array): readonly SensorEntry[] {
  const text = inflateSync(bytes, READ).toString('utf8');
  // Written by `encodeSensors` from the same type; the checksum has been compared.
  return JSON.parse(text) as SensorEntry[];
}
