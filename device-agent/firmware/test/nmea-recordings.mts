import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/processes.mts';

const FOLDER = join(ROOT, 'recordings/nmea');

/** The receivers that were recorded. */
export const RECEIVERS = ['bu353s4', 'sirfstarv-nmea', 'ublox-8'] as const;
export type Receiver = (typeof RECEIVERS)[number];

/** The last thing that gpsd says of one dated epoch. */
export interface GpsdFix {
  /** ISO 8601 with milliseconds. */
  readonly time: string;
  readonly mode: number;
  /** Degrees. */
  readonly lat: number;
  readonly lon: number;
  /** Metres above mean sea level. */
  readonly altMSL: number;
  /** Metres a second. */
  readonly speed: number;
  /** Degrees; missing where the receiver does not say it. */
  readonly track?: number;
}

/** What the receiver sent, byte for byte. */
export function recordedBytes(receiver: Receiver): Buffer {
  return readFileSync(join(FOLDER, `${receiver}.log`));
}

/** gpsd's fixes of that recording, by their time in milliseconds since 1970. */
export function gpsdFixes(receiver: Receiver): Map<number, GpsdFix> {
  const fixes = new Map<number, GpsdFix>();
  for (const line of readFileSync(join(FOLDER, `${receiver}.log.chk`), 'utf8').split('\n')) {
    if (!line.startsWith('{"class":"TPV"') || !line.includes('"time":')) continue;
    const fix = JSON.parse(line) as GpsdFix;
    fixes.set(Date.parse(fix.time), fix);
  }
  return fixes;
}

/** The recording cut at its epochs: each piece begins with the epoch's first sentence. */
export function recordedEpochs(receiver: Receiver): Buffer[] {
  const first = { bu353s4: '$GPGGA', 'sirfstarv-nmea': '$GPGGA', 'ublox-8': '$GNRMC' }[receiver];
  const bytes = recordedBytes(receiver);
  const starts: number[] = [];
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) starts.push(at);
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
}

/** A whole sentence around its body: checksum and line end. */
export function sentence(body: string): string {
  const sum = [...Buffer.from(body, 'latin1')].reduce((all, byte) => all ^ byte, 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
}
