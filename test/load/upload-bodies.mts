import { gzipSync } from 'node:zlib';
import type { RecordedPoint } from '../rig/recorded-drives.mts';

/** A vehicle as the load generator knows it: where its uploads go and with which token. */
export interface LoadVehicle {
  readonly carId: string;
  readonly token: string;
}

/** How uploads look. */
export interface BodyOptions {
  /** Records in one upload. */
  readonly records: number;
  readonly gzip: boolean;
}

/** One upload ready to be written to a socket. */
export interface ReadyUpload {
  readonly request: string | Buffer;
  /** Event time of its last record, ms since the epoch. */
  readonly lastTimeMs: number;
}

/** Milliseconds between two records of one vehicle. */
const STEP_MS = 1000;

/** Makes the uploads of one vehicle: recorded values, event times that go on by a second a record, no record twice. */
export class UploadBodies {
  private seq = 0;
  private readonly head: string;

  private readonly points: readonly RecordedPoint[];
  /** Where in the recordings it begins: vehicles differ. */
  private readonly offset: number;
  private readonly firstTimeMs: number;
  private readonly options: BodyOptions;

  constructor(
    vehicle: LoadVehicle,
    points: readonly RecordedPoint[],
    offset: number,
    firstTimeMs: number,
    options: BodyOptions,
  ) {
    this.points = points;
    this.offset = offset;
    this.firstTimeMs = firstTimeMs;
    this.options = options;
    this.head =
      `POST /api/embedded/${vehicle.carId}/UploadData HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
      `Authorization: Bearer ${vehicle.token}\r\nContent-Type: application/json\r\n` +
      (options.gzip ? 'Content-Encoding: gzip\r\n' : '');
  }

  /** The next upload; `lastTimeMs` pins its last record's time (live sending), else time goes on by itself. */
  next(lastTimeMs?: number): ReadyUpload {
    const { records } = this.options;
    const from =
      lastTimeMs === undefined
        ? this.firstTimeMs + this.seq * STEP_MS
        : lastTimeMs - (records - 1) * STEP_MS;
    const parts: string[] = [];
    for (let index = 0; index < records; index++) {
      const point = this.points[(this.offset + this.seq) % this.points.length];
      this.seq += 1;
      const time = new Date(from + index * STEP_MS).toISOString();
      parts.push(`{"time":"${time}","seq":${this.seq},"data":${point?.data ?? '{"sensors":[]}'}}`);
    }
    const last = from + (records - 1) * STEP_MS;
    const body = `{"localtime":"${new Date(last).toISOString()}","records":[${parts.join(',')}]}`;
    return { request: this.request(body), lastTimeMs: last };
  }

  /** All characters are ASCII: the length in characters is the length in bytes. */
  private request(body: string): string | Buffer {
    if (!this.options.gzip) return `${this.head}Content-Length: ${body.length}\r\n\r\n${body}`;
    const packed = gzipSync(body, { level: 6 });
    const head = Buffer.from(`${this.head}Content-Length: ${packed.length}\r\n\r\n`, 'latin1');
    return Buffer.concat([head, packed]);
  }
}
