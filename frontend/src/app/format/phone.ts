import { MISSING } from './numbers';

/** A French number in E.164: country code, one digit, four pairs. */
const FRENCH = /^(\+33)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** A telephone number for people: French ones in pairs, others as they are kept; a dash where there is none. */
export function phoneText(phone: string | undefined): string {
  if (phone === undefined) return MISSING;
  const parts = FRENCH.exec(phone);
  return parts === null ? phone : parts.slice(1).join('\u00a0');
}
