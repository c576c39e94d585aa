import type { PowerState } from '@naif/wire';
import type { LastKnownState } from '../../ports/last-known.js';
import { speedKmhOf, type Reading } from '../../ports/reading.js';
import { mayBeNewest } from './ingest-steps.js';

/** What a status says of the vehicle's power. */
export interface PowerReport {
  readonly timeMs: number;
  readonly power: PowerState;
}

/**
 * What an upload adds to a vehicle's last-known state: its newest reading, its newest position, and its
 * power. `undefined`: nothing. Readings whose time is flagged are left aside.
 */
export function lastKnownChange(
  series: number,
  readings: readonly Reading[],
  power: PowerReport | undefined,
): LastKnownState | undefined {
  let newest: Reading | undefined;
  let placed: Reading | undefined;
  for (const reading of readings) {
    if (!mayBeNewest(reading)) continue;
    // The first of two at one instant stays, here as in the store.
    if (newest === undefined || reading.timeMs > newest.timeMs) newest = reading;
    if (reading.latitude === undefined) continue;
    if (placed === undefined || reading.timeMs > placed.timeMs) placed = reading;
  }
  if (newest === undefined && power === undefined) return undefined;
  return {
    series,
    ...(newest && readingPart(newest)),
    ...(placed && positionPart(placed)),
    ...(power && { power: power.power, powerTimeMs: power.timeMs }),
  };
}

function readingPart(reading: Reading): Partial<LastKnownState> {
  const speedKmh = speedKmhOf(reading);
  return {
    timeMs: reading.timeMs,
    ...(speedKmh !== undefined && { speedKmh }),
    ...(reading.rpm !== undefined && { rpm: reading.rpm }),
  };
}

function positionPart(reading: Reading): Partial<LastKnownState> {
  const { timeMs, latitude, longitude, courseDegrees } = reading;
  if (latitude === undefined || longitude === undefined) return {};
  return {
    positionTimeMs: timeMs,
    latitude,
    longitude,
    ...(courseDegrees !== undefined && { courseDegrees }),
  };
}
