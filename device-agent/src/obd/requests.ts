import { PID_TABLE, type PidRow } from './pid-table.js';

/** Which parameters the car has: 32 each, as far as the table reaches. */
export const DISCOVERY = ['0100', '0120', '0140'] as const;

/** Settings of the adapter itself; none is stored in it, none concerns the car. */
const TO_ADAPTER = [
  /** Begin anew. */
  'ATZ',
  /** Who are you. */
  'ATI',
  /** No echo, no line feeds. */
  'ATE0',
  'ATL0',
  /** Headers and blanks: they show which ECU speaks, and let a lost character be noticed. */
  'ATH1',
  'ATS1',
  /** Find the protocol yourself. */
  'ATSP0',
  /** The battery's voltage. */
  'ATRV',
] as const;

/** Questions to the car: current data, trouble codes (stored, pending, permanent), VIN. Read-only by SAE J1979. */
const TO_CAR = [...DISCOVERY, '0101', '03', '07', '0A', '0902'] as const;

/**
 * All that is ever sent, each followed by a carriage return. There is no 04 (clears codes), no 08 (controls tests), nothing that
 * writes. `''` is a carriage return alone: it interrupts the adapter, or repeats the request before it, one of these.
 */
export type Request =
  '' | (typeof TO_ADAPTER)[number] | (typeof TO_CAR)[number] | PidRow['request'];

const ALLOWED: ReadonlySet<string> = new Set<string>([
  '',
  ...TO_ADAPTER,
  ...TO_CAR,
  ...PID_TABLE.map(({ request }) => request),
]);

/** Whether this may be sent: the last door before the line, whatever the types say. */
export function mayBeSent(request: string): boolean {
  return ALLOWED.has(request);
}

/** Whether the request goes to the adapter itself, not through it to the car. */
export function isForAdapter(request: Request): boolean {
  return request === '' || request.startsWith('AT');
}

/**
 * The bytes of a request. A blank goes before each one to the car: an adapter that is busy against all appearances takes the first
 * character for an interruption and drops it, and `0104` must not become `104`. It ignores blanks otherwise.
 */
export function requestBytes(request: Request): Uint8Array {
  return new TextEncoder().encode(isForAdapter(request) ? `${request}\r` : ` ${request}\r`);
}

/** The setting up of a fresh adapter, in this order (python-OBD's, and blanks). */
export const SET_UP: readonly Request[] = ['ATE0', 'ATL0', 'ATH1', 'ATS1', 'ATSP0'];

/** Longest search for the car's protocol: nine of them, two with slow initialisation. A running one may take as long, too. */
export const SEARCH_LIMIT_MS = 10_000;

/**
 * How long an answer may take, ms. A reset takes an ELM327 about a second; a request to the car at most 225 ms for 95 of 100
 * (recordings/elm327-session.txt) and 1 s for the adapter's own longest time-out (ATST FF); answers of many frames take more.
 */
export function limitMs(request: Request): number {
  switch (request) {
    case '0100':
      return SEARCH_LIMIT_MS;
    case '0902':
    case '03':
    case '07':
    case '0A':
      return 3000;
    case 'ATZ':
      return 2000;
    case '':
    case 'ATI':
    case 'ATE0':
    case 'ATL0':
    case 'ATH1':
    case 'ATS1':
    case 'ATSP0':
    case 'ATRV':
      return 1000;
    default:
      return 1500;
  }
}
