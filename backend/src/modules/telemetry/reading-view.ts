import { READING_FLAGS, speedKmhOf, type Reading } from '../../ports/reading.js';
import type { ReadingDto } from './reading.dto.js';

/** Fields that are the store's own affair, or that are answered in another form. */
const NOT_SHOWN = new Set<keyof Reading>([
  'timeMs',
  'gpsTimeMs',
  'flags',
  'outbox',
  'seq',
  'otherSensors',
]);

/** A reading as it is answered and as it travels on the live socket: what is missing is left out. */
export function readingDto(reading: Reading): ReadingDto {
  const { timeMs, gpsTimeMs, flags } = reading;
  const speedKmh = speedKmhOf(reading);
  const dto: Record<string, unknown> = { time: isoTime(timeMs) };
  if (flags !== 0) dto['flags'] = flagNames(flags);
  if (speedKmh !== undefined) dto['speedKmh'] = speedKmh;
  if (gpsTimeMs !== undefined) dto['gpsTime'] = isoTime(gpsTimeMs);
  for (const [field, value] of Object.entries(reading)) {
    if (!NOT_SHOWN.has(field as keyof Reading) && value !== undefined) dto[field] = value;
  }
  return dto as unknown as ReadingDto;
}

function flagNames(flags: number): string[] {
  return Object.entries(READING_FLAGS)
    .filter(([, flag]) => (flags & flag) !== 0)
    .map(([name]) => name);
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
