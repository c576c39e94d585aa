import { createHmac, randomBytes } from 'node:crypto';
import type { VinCheckDto } from '@naif/wire';

/**
 * By what a vehicle's device can tell whether it sits in the car that it was enrolled for, without the VIN crossing the
 * air: HMAC-SHA-256 of the VIN under 16 random bytes. A VIN is no secret that a hash could keep from whoever steals the
 * device; the car around it shows it on its windscreen.
 *
 * @param vin as it is kept; anything but 17 upper-case characters cannot be compared with what a car says: `undefined`
 */
export function vinCheckOf(vin: string): VinCheckDto | undefined {
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return undefined;
  const salt = randomBytes(16);
  const digest = createHmac('sha256', salt).update(vin, 'ascii').digest('hex');
  return { salt: salt.toString('base64url'), digest };
}
