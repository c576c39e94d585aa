import { hexByte } from './pid-table.js';
import type { Message } from './messages.js';

/** What the car's malfunction lamp does, and how many codes are stored: PID 01, all ECUs together. */
export interface MonitorStatus {
  readonly mil: boolean;
  readonly storedCodes: number;
}

/** The answers to modes 03, 07 and 0A. */
export type CodeMode = 0x43 | 0x47 | 0x4a;

/** Letters by the first two bits: powertrain, chassis, body, network (SAE J2012). */
const SYSTEMS = ['P', 'C', 'B', 'U'] as const;
/** An answer without count byte always has room for three codes (SAE J1979 on ISO 9141-2, ISO 14230-4, SAE J1850). */
const BYTES_WITHOUT_COUNT = 6;

/** Joins the ECUs' answers to 0101 (`41 01`, four bytes); undefined when one is not whole or there is none. */
export function monitorStatus(messages: readonly Message[]): MonitorStatus | undefined {
  let mil = false;
  let storedCodes = 0;
  for (const { bytes } of messages) {
    const [mode, pid, a] = bytes;
    if (mode !== 0x41 || pid !== 0x01 || a === undefined || bytes.length !== 6) return undefined;
    // Bit 7 is the lamp, the others count (SAE J1979).
    mil ||= (a & 0x80) !== 0;
    storedCodes += a & 0x7f;
  }
  return messages.length === 0 ? undefined : { mil, storedCodes };
}

/**
 * The trouble codes in the ECUs' answers to mode 03, 07 or 0A, each once, sorted; undefined when one of them is not whole. CAN
 * answers count their codes in a byte of their own, older ones are filled up with zeros: an odd or even number of bytes tells.
 */
export function troubleCodes(
  mode: CodeMode,
  messages: readonly Message[],
): readonly string[] | undefined {
  const codes = new Set<string>();
  for (const { bytes } of messages) {
    const [first, ...rest] = bytes;
    const pairs = first === mode ? codeBytes(rest) : undefined;
    if (!pairs) return undefined;
    for (let index = 0; index < pairs.length; index += 2) {
      const code = troubleCode(pairs[index] ?? 0, pairs[index + 1] ?? 0);
      if (code !== undefined) codes.add(code);
    }
  }
  return messages.length === 0 ? undefined : [...codes].sort();
}

function codeBytes(bytes: readonly number[]): readonly number[] | undefined {
  if (bytes.length % 2 === 0) return bytes.length === BYTES_WITHOUT_COUNT ? bytes : undefined;
  const [count, ...pairs] = bytes;
  return pairs.length === 2 * (count ?? 0) ? pairs : undefined;
}

/** One code, such as `P0301`; undefined for 0000, which fills up. SAE J2012. */
export function troubleCode(a: number, b: number): string | undefined {
  if (a === 0 && b === 0) return undefined;
  const system = SYSTEMS[(a >> 6) as 0 | 1 | 2 | 3];
  return `${system}${(a >> 4) & 0x03}${hexByte(a).slice(1)}${hexByte(b)}`;
}
