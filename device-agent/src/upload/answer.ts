import type { UplinkAnswer, UplinkFailure } from '../ports/uplink.js';

/** What an answer to an upload means to the agent. */
export type Answer =
  | Accepted
  | {
      readonly kind: 'unavailable';
      readonly retryAfterMs?: number;
      readonly timedOut: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed'; readonly code: string }
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'clock-wrong'; readonly serverTime?: number }
  | { readonly kind: 'barred'; readonly status: number; readonly code: string };

/** Every record that was sent and is not under `refused` is durable. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: readonly {
    readonly index: number;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly commands: readonly ReceivedCommand[];
}

/** A command as the receipt has it; only its id has been looked at. */
export interface ReceivedCommand {
  readonly id: string;
  readonly kind?: unknown;
  readonly settings?: unknown;
}

/** The server's own tolerance for a token's times. */
const TOLERATED_CLOCK_ERROR_MS = 60_000;

/** Longest `Retry-After` that is believed: a wrong one must not silence a vehicle for days. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * Judges the answer to an upload of `sent` records, which came at `now` (ms since the epoch, by our clock).
 */
export function judgeAnswer(
  answer: UplinkAnswer | UplinkFailure,
  sent: number,
  now: number,
): Answer {
  if (answer.kind === 'unreachable') {
    return { kind: 'unavailable', timedOut: answer.timedOut, reason: answer.reason };
  }
  const { status } = answer;
  const code = problemCode(answer.body) ?? `HTTP.${status}`;
  if (status === 200) return readReceipt(answer.body, sent);
  if (status === 413) return { kind: 'too-large' };
  if (status === 400 || status === 415 || status === 422) return { kind: 'malformed', code };
  if (isAboutTime(status, code)) return judgeTime(answer, code, now);
  if (status === 401 || status === 403) return { kind: 'barred', status, code };
  // 429 and 5xx by the house's rule. Anything else (a captive portal's redirect, a proxy's 404) is not this server speaking.
  const retryAfterMs = readRetryAfter(answer, now);
  return {
    kind: 'unavailable',
    timedOut: false,
    reason: `status ${status} (${code})`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Whether a refusal speaks of the token's times only: the device itself is welcome. */
export function isAboutTime(status: number, code: string | undefined): boolean {
  return status === 401 && (code === 'DEVICE.TOKEN_EXPIRED' || code === 'DEVICE.CLOCK_WRONG');
}

/** A token that a right clock signed is never expired here: with a clock that is slow, a new one would be as well. */
function judgeTime({ date }: UplinkAnswer, code: string, now: number): Answer {
  const isOff = date !== undefined && Math.abs(date - now) > TOLERATED_CLOCK_ERROR_MS;
  if (code === 'DEVICE.TOKEN_EXPIRED' && !isOff) return { kind: 'token-expired' };
  return { kind: 'clock-wrong', ...(date === undefined ? {} : { serverTime: date }) };
}

/** A receipt that does not account for every record acknowledges none. */
function readReceipt(body: string, sent: number): Answer {
  const unusable = (reason: string): Answer => ({ kind: 'unavailable', timedOut: false, reason });
  const receipt = parseObject(body);
  if (!receipt) return unusable('the receipt is no JSON object');
  const { stored, duplicates, commands } = receipt;
  const refused = readRefused(receipt['refused'], sent);
  if (!isCount(stored) || !isCount(duplicates) || !refused) {
    return unusable('the receipt is incomplete');
  }
  if (stored + duplicates + refused.length !== sent) {
    return unusable(
      `the receipt accounts for ${stored + duplicates + refused.length} of ${sent} records`,
    );
  }
  return { kind: 'accepted', stored, duplicates, refused, commands: readCommands(commands) };
}

function readRefused(value: unknown, sent: number): Accepted['refused'] | undefined {
  if (!Array.isArray(value)) return undefined;
  const refused = value.map((entry: unknown) => {
    const { index, code, detail } = asObject(entry);
    return { index: Number(index), code: String(code), detail: String(detail) };
  });
  const indexes = new Set(refused.map(({ index }) => index));
  const allOfThisBatch = refused.every(({ index }) => isCount(index) && index < sent);
  return allOfThisBatch && indexes.size === refused.length ? refused : undefined;
}

/** Commands of kinds that came later are kept: they have an id to report `unsupported` for. */
function readCommands(value: unknown): Accepted['commands'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const { id, kind, settings } = asObject(entry);
    return typeof id === 'string' && id.length > 0 && id.length <= 64
      ? [{ id, kind, settings }]
      : [];
  });
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); missing when unreadable. */
function readRetryAfter({ retryAfter, date }: UplinkAnswer, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - (date ?? now);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

/** The `code` of an RFC 9457 problem, if the body is one. */
export function problemCode(body: string): string | undefined {
  const code = parseObject(body)?.['code'];
  return typeof code === 'string' ? code : undefined;
}

/** The JSON object in `body`, or undefined. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
