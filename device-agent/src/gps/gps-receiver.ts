import type { ArduinoSensorDto, GpsSensorDto, GpsState } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Instant, SensorEntry, SensorSource } from '../ports/reading-source.js';
import type { Line, LineReceiver, LineUser } from '../serial/line.js';
import { present, type ReceiverEpoch } from './receiver-epoch.js';
import { ReceiverStream, type ReceiverNews } from './receiver-stream.js';

/** An instant as it was received. */
interface Received {
  readonly epoch: ReceiverEpoch;
  /** When it was complete, monotonic ms. */
  readonly atMs: number;
  readonly millis?: number;
}

/** A dated instant, and when its first byte had been read. */
interface Dated {
  readonly time: number;
  readonly atMs: number;
}

/** Older values belong to an earlier reading: receivers tell an instant a second, up to half a second late. */
const FRESH_MS = 1500;
/** No usable word for so long is silence: a receiver of one instant in five seconds is the slowest that a car gets. */
const SILENT_MS = 6000;
/** A line that is silent is closed and opened again by its keeper within less than this: only then there is none. */
const MISSING_MS = 5000;
/** Fewest satellites that give time. */
const SATELLITES_FOR_TIME = 4;
/** Earlier dates are a receiver's that was never set, or whose 10-bit week has begun anew (IS-GPS-200, 20.3.3.3.1.1). */
const EARLIEST_TIME = Date.UTC(2025, 0, 1);
/** Later ones are noise: no receiver of today knows them. */
const LATEST_TIME = Date.UTC(2060, 0, 1);
/** Largest error of "it is now as the receiver says" when its sentences begin: small modules begin up to half a second late. */
const NMEA_UNCERTAINTY_MS = 600;
/** The microcontroller waits for the whole burst (up to 0.5 s more at 9600 baud) and then speaks itself (up to 0.27 s). */
const ARDUINO_UNCERTAINTY_MS = 1300;

/**
 * The satellite receiver, by itself (NMEA 0183) or behind the microcontroller (JSON): recognises what is spoken on the line
 * that it is given, keeps the last instant, and tells the clock the time.
 */
export class GpsReceiver implements SensorSource, LineUser {
  private line: Line | undefined;
  private lineClosedAtMs = -Infinity;
  private stream = new ReceiverStream();
  private last: Received | undefined;
  private isGiven = false;
  private lastDated: Dated | undefined;
  /** The microcontroller's, on its way to the next instant. */
  private millis: number | undefined;
  private uncertaintyMs = NMEA_UNCERTAINTY_MS;
  private firmware: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What the microcontroller's program calls itself; undefined without one. */
  firmwareVersion(): string | undefined {
    return this.firmware;
  }

  /** How the receiver is doing at a monotonic moment. */
  state(atMs: number): GpsState {
    if (!this.line && atMs - this.lineClosedAtMs > MISSING_MS) return 'missing';
    this.takeAll(this.stream.paused(atMs), atMs);
    if (!this.last || atMs - this.last.atMs > SILENT_MS) return 'silent';
    return this.last.epoch.location ? 'ok' : 'no-fix';
  }

  /** Each of the receiver's instants is given once, as long as it is fresh. */
  sample({ atMs }: Instant): readonly SensorEntry[] {
    this.takeAll(this.stream.paused(atMs), atMs);
    const received = this.isGiven ? undefined : this.fresh(atMs);
    if (!received) return [];
    this.isGiven = true;
    const { epoch, millis } = received;
    return [...(millis === undefined ? [] : [boardEntry(millis)]), gpsEntry(epoch)];
  }

  opened(line: Line): LineReceiver {
    const stream = new ReceiverStream();
    this.stream = stream;
    this.line = line;
    this.lastDated = undefined;
    this.millis = undefined;
    return {
      received: (bytes, atMs) => this.takeAll(stream.push(bytes, atMs), atMs),
      closed: () => {
        if (this.line !== line) return;
        this.line = undefined;
        this.lineClosedAtMs = this.clock.monotonic();
      },
    };
  }

  private fresh(atMs: number): Received | undefined {
    return this.last && atMs - this.last.atMs <= FRESH_MS ? this.last : undefined;
  }

  private takeAll(all: readonly ReceiverNews[], atMs: number): void {
    for (const news of all) this.take(news, atMs);
  }

  private take(news: ReceiverNews, atMs: number): void {
    switch (news.kind) {
      case 'language':
        this.uncertaintyMs =
          news.language === 'nmea' ? NMEA_UNCERTAINTY_MS : ARDUINO_UNCERTAINTY_MS;
        this.line?.recognised();
        return;
      case 'board':
        this.millis = news.millis ?? this.millis;
        this.noteFirmware(news.firmwareVersion);
        return;
      case 'epoch':
        this.takeEpoch(news.epoch, news.beganAtMs, atMs);
        return;
      default:
        return news satisfies never;
    }
  }

  private noteFirmware(version: string | undefined): void {
    if (version === undefined || version === this.firmware) return;
    this.firmware = version;
    this.log.info('gps.firmware', { version });
  }

  private takeEpoch({ time, ...told }: ReceiverEpoch, beganAtMs: number, atMs: number): void {
    const isBelieved = time !== undefined && time >= EARLIEST_TIME && time < LATEST_TIME;
    const epoch: ReceiverEpoch = { ...told, ...(isBelieved ? { time } : {}) };
    // A microcontroller whose receiver has fallen silent may tell its last instant again.
    if (time !== undefined && time === this.lastDated?.time) return;
    this.last = { epoch, atMs, ...present('millis', this.millis) };
    this.millis = undefined;
    this.isGiven = false;
    if (time !== undefined) this.date({ time, atMs: beganAtMs }, isBelieved && givesTime(epoch));
  }

  /** One line that noise has changed must not set the clock: the instant before it has to agree. */
  private date(dated: Dated, isGood: boolean): void {
    const before = this.lastDated;
    this.lastDated = dated;
    if (!before || !isGood) return;
    const drift = dated.time - before.time - (dated.atMs - before.atMs);
    if (Math.abs(drift) > this.uncertaintyMs) return;
    this.clock.observe({ ...dated, uncertaintyMs: this.uncertaintyMs });
  }
}

function givesTime({ fix, location, satellites = 0 }: ReceiverEpoch): boolean {
  if (fix === 'none') return false;
  return satellites >= SATELLITES_FOR_TIME || (fix !== undefined && location !== undefined);
}

function boardEntry(millis: number): ArduinoSensorDto {
  return { sensor: 'arduino', millis };
}

function gpsEntry(epoch: ReceiverEpoch): GpsSensorDto {
  const { time, location } = epoch;
  return {
    sensor: 'gps',
    ...present('satellites', epoch.satellites),
    ...(location ? { location: [location[0], location[1]] } : {}),
    ...present('altitude', epoch.altitudeMetres),
    ...present('course', epoch.courseDegrees),
    ...present('speed', epoch.speedKmh),
    ...present('datetime', time === undefined ? undefined : new Date(time).toISOString()),
    ...present('hdop', epoch.hdop),
    ...present('fix', epoch.fix),
  };
}
