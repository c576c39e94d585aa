import { readFileSync } from 'node:fs';
import { parseCaptureLine } from '../capture/capture-line.js';
import { UsageError } from '../config/option.js';
import type { DecodeSettings } from '../config/support-settings.js';
import { decodeNmea } from '../gps/decode-nmea.js';
import { decodeElmSession } from '../obd/decode-session.js';
import { CommandFailed } from './command-failed.js';

/** Prints what the drivers make of a capture, one JSON line each. Throws a sentence when there is no such file. */
export function decode(settings: DecodeSettings, say: (line: string) => void): void {
  const { file, elm = false, nmea = false } = settings;
  if (elm === nmea) throw new UsageError('Say what was captured: --elm or --nmea.');
  const bytes = read(file);
  const values = elm ? decodeElmSession(linesOf(bytes)) : decodeNmea(receiverBytes(bytes));
  for (const value of values) say(JSON.stringify(value));
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new CommandFailed(`There is no file ${file}.`);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`The file ${file} cannot be read: ${reason}`);
  }
}

/** The lines of a session; comments say nothing. */
function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));
}

/** What the receiver said: a raw log as it is, a capture without its times. */
export function receiverBytes(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split(/\r?\n/);
  const captured = lines.flatMap((line) => parseCaptureLine(line) ?? []);
  if (captured.length === 0) return bytes;
  return Buffer.concat(
    captured
      .filter(({ direction }) => direction === '<')
      .flatMap((line) => [line.bytes, Buffer.from('\r\n')]),
  );
}
