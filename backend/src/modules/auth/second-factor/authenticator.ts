import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Time steps before and after the present one whose codes count: clocks of phones differ, and people type slowly. */
const WINDOW = 1;
const ISSUER = 'NAIF Control';

/** A new secret for an authenticator app. */
export function newAuthenticatorSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** How apps take the secret: as text to type, and as the address in a QR code. */
export function enrolmentOf(secret: Buffer, email: string): { secret: string; uri: string } {
  return { secret: secretOf(secret).base32, uri: totpOf(secret, email).toString() };
}

/** The time step to which a code belongs; `undefined` when it belongs to none that counts now. */
export function stepOfCode(secret: Buffer, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}

function totpOf(secret: Buffer, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: label || ISSUER,
    algorithm: 'SHA1', // What every app understands (RFC 6238).
    digits: 6,
    period: PERIOD_SECONDS,
    secret: secretOf(secret),
  });
}

function secretOf(secret: Buffer): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
