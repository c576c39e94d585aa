import type { GpsFix } from '@naif/wire';
import { present } from './receiver-epoch.js';
import { ReceiverStream, type ReceiverNews } from './receiver-stream.js';

/** One instant of a receiver's log. What the receiver did not know is missing. */
export interface NmeaFix {
  /** ISO 8601, UTC. */
  readonly time?: string;
  /** Degrees, WGS 84, north positive. */
  readonly latitude?: number;
  /** Degrees, WGS 84, east positive. */
  readonly longitude?: number;
  /** Above mean sea level. */
  readonly altitudeMetres?: number;
  readonly speedKmh?: number;
  /** From true north. */
  readonly courseDegrees?: number;
  /** Satellites used. */
  readonly satellites?: number;
  readonly fix?: GpsFix;
}

/** A log is read in pieces, as a line would bring it. */
const PIECE_BYTES = 4096;

/** What the driver makes of a receiver's raw log, once for each of the receiver's instants, in their order. */
export function* decodeNmea(log: Uint8Array): Generator<NmeaFix> {
  const stream = new ReceiverStream();
  let lastTime: number | undefined;
  for (const news of newsOf(stream, log)) {
    if (news.kind !== 'epoch') continue;
    const { time, location, altitudeMetres, speedKmh, courseDegrees, satellites, fix } = news.epoch;
    if (time !== undefined && time === lastTime) continue;
    lastTime = time;
    yield {
      ...present('time', time === undefined ? undefined : new Date(time).toISOString()),
      ...present('latitude', location?.[0]),
      ...present('longitude', location?.[1]),
      ...present('altitudeMetres', altitudeMetres),
      ...present('speedKmh', speedKmh),
      ...present('courseDegrees', courseDegrees),
      ...present('satellites', satellites),
      ...present('fix', fix),
    };
  }
}

function* newsOf(stream: ReceiverStream, log: Uint8Array): Generator<ReceiverNews> {
  for (let from = 0; from < log.length; from += PIECE_BYTES) {
    // A log has no time of its own: no pause ends an instant.
    yield* stream.push(log.subarray(from, from + PIECE_BYTES), 0);
  }
  yield* stream.push(Buffer.from('\n'), 0);
  yield* stream.end();
}
