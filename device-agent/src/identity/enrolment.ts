import { createHash } from 'node:crypto';
import { EnrolmentReceiptDto, type EnrolmentRequestDto } from '@naif/wire';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Clock } from '../ports/clock.js';
import type { StateStore } from '../ports/state-store.js';
import type { Uplink, UplinkAnswer } from '../ports/uplink.js';
import { parseObject, problemCode } from '../upload/answer.js';
import { backOffMs } from '../upload/back-off.js';
import { AGENT_VERSION } from '../version.js';
import { deviceKey, publicKeyText } from './device-key.js';

/** The file that an enrolment is stored in. */
export const ENROLMENT_FILE = 'enrolment.json';
const RETRY = { baseMs: 500, capMs: 5000 };

/** What makes this device a vehicle's device. */
export interface Enrolment extends EnrolmentReceiptDto {
  /** The server that gave it. */
  readonly server: string;
  /** SHA-256 of the code it was got with: the same code again means this enrolment. */
  readonly codeDigest: string;
}

/** The server does not take this code, or could not be asked. The message is a sentence for people. */
export class EnrolmentFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What enrolling needs. */
export interface EnrolmentParts {
  readonly uplink: Uplink;
  readonly state: StateStore;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

/** How to enrol. */
export interface EnrolmentOptions {
  readonly server: string;
  /** Blanks, hyphens and case do not count. */
  readonly code: string;
  /** An unreachable server is asked again for this long, ms. */
  readonly retryForMs: number;
}

/** The enrolment that is stored, if there is one. */
export function storedEnrolment(state: StateStore): Enrolment | undefined {
  const text = state.read(ENROLMENT_FILE);
  // Written by `enrol` after validation; the folder is nobody else's.
  return text === undefined ? undefined : (JSON.parse(text) as Enrolment);
}

/** Whether the stored enrolment came from this code. */
export function cameFrom(enrolment: Enrolment, code: string): boolean {
  return enrolment.codeDigest === digest(code);
}

/**
 * Trades a one-time code for an enrolment, and stores it. The key is stored before the code is spent, so
 * that an answer which was lost can be asked for again. Throws `EnrolmentFailed`.
 */
export async function enrol(parts: EnrolmentParts, options: EnrolmentOptions): Promise<Enrolment> {
  const request: EnrolmentRequestDto = {
    code: options.code,
    publicKey: publicKeyText(deviceKey(parts.state)),
    agentVersion: AGENT_VERSION,
  };
  const answer = await ask(parts, request, options);
  if (answer.status !== 201) throw refusal(answer);
  const receipt = readReceipt(answer.body);
  const enrolment = { ...receipt, server: options.server, codeDigest: digest(options.code) };
  parts.state.write(ENROLMENT_FILE, `${JSON.stringify(enrolment, null, 2)}\n`);
  return enrolment;
}

async function ask(
  { uplink, clock, random }: EnrolmentParts,
  body: EnrolmentRequestDto,
  { server, retryForMs }: EnrolmentOptions,
): Promise<UplinkAnswer> {
  const deadline = clock.monotonic() + retryForMs;
  for (let failures = 1; ; failures += 1) {
    const answer = await uplink.post({ path: '/api/embedded/enrolments', body });
    if (answer.kind === 'answered' && answer.status < 500) return answer;
    const reason = answer.kind === 'answered' ? `status ${answer.status}` : answer.reason;
    const wait = backOffMs(failures, random(), RETRY);
    if (clock.monotonic() + wait >= deadline) {
      throw new EnrolmentFailed(
        'ENROLMENT.UNREACHABLE',
        `The server at ${server} cannot be reached (${reason}).`,
      );
    }
    await clock.sleep(wait);
  }
}

function refusal({ status, body }: UplinkAnswer): EnrolmentFailed {
  const code = problemCode(body) ?? `HTTP.${status}`;
  return new EnrolmentFailed(code, `Enrolment refused: ${explain(code, body)}`);
}

function explain(code: string, body: string): string {
  switch (code) {
    case 'ENROLMENT.CODE_UNKNOWN':
      return 'the server does not know this code. Codes are used once and expire; ask for a new one on the vehicle’s page.';
    case 'ENROLMENT.CODE_USED':
      return 'this code has been used already. Ask for a new one on the vehicle’s page.';
    case 'ENROLMENT.CODE_EXPIRED':
      return 'this code has expired. Ask for a new one on the vehicle’s page.';
    case 'HTTP.404':
      return 'there is no NAIF Control server at this address.';
    default: {
      const detail = parseObject(body)?.['detail'];
      return typeof detail === 'string' ? `${detail} (${code})` : code;
    }
  }
}

function readReceipt(body: string): EnrolmentReceiptDto {
  const receipt = plainToInstance(EnrolmentReceiptDto, parseObject(body) ?? {});
  const faults = validateSync(receipt);
  if (faults.length > 0) {
    const fields = faults.map(({ property }) => property).join(', ');
    throw new EnrolmentFailed(
      'ENROLMENT.BAD_RECEIPT',
      `The server's answer to the enrolment is not understood (${fields}). Is this a NAIF Control server?`,
    );
  }
  const { carId, deviceId, audience, settings, vinCheck } = receipt;
  return { carId, deviceId, audience, settings, ...(vinCheck ? { vinCheck } : {}) };
}

function digest(code: string): string {
  const plain = code.replace(/[\s-]/g, '').toUpperCase();
  return createHash('sha256').update(plain).digest('hex');
}
