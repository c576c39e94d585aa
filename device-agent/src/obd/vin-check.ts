import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VinCheckDto } from '@naif/wire';
import type { Message } from './messages.js';

/** 17 digits and capitals without I, O and Q: ISO 3779. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;

/**
 * The VIN in one ECU's answers to 0902: one message (`49 02 01` and 17 characters: CAN), or five (`49 02` number and four bytes
 * each, the first three of all are filling: older protocols). Undefined when anything is missing or no VIN can read so.
 * It identifies a person's car: never log it, never send it.
 */
export function readVin(messages: readonly Message[]): string | undefined {
  const parts = messages.map(({ bytes }) => bytes);
  if (!parts.every(([mode, pid]) => mode === 0x49 && pid === 0x02)) return undefined;
  const [first] = parts;
  const bytes = parts.length === 1 ? first?.slice(3) : joinOlder(parts);
  if (!bytes || (parts.length === 1 && first?.[2] !== 1)) return undefined;
  const text = String.fromCharCode(...bytes);
  return VIN.test(text) ? text : undefined;
}

function joinOlder(parts: readonly (readonly number[])[]): readonly number[] | undefined {
  const inOrder = parts.every((part, index) => part[2] === index + 1 && part.length === 7);
  if (!inOrder || parts.length !== 5) return undefined;
  const bytes = parts.flatMap((part) => part.slice(3));
  return bytes.slice(0, 3).every((byte) => byte === 0) ? bytes.slice(3) : undefined;
}

/** Whether this is the enrolled car's VIN, by the salted digest that the server gave. */
export function vinMatches(vin: string, { salt, digest }: VinCheckDto): boolean {
  const mine = createHmac('sha256', Buffer.from(salt, 'base64url')).update(vin, 'latin1').digest();
  const theirs = Buffer.from(digest, 'hex');
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}
