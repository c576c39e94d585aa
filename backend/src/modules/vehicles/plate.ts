/** Form of a number plate: groups of letters and digits with single hyphens between. */
export const PLATE_PATTERN = /^(?=.{1,16}$)[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;

/** French plates since 2009: AB-123-CD. */
const FRENCH = /^([A-Z]{2})(\d{3})([A-Z]{2})$/;

/**
 * A plate as it is kept, from what was typed: upper case, single hyphens between the groups. One of today's
 * French form gets its hyphens even when it was typed without.
 */
export function normalisedPlate(typed: string): string {
  const groups = typed
    .toUpperCase()
    .split(/[\s.·-]+/)
    .filter((group) => group !== '');
  const french = FRENCH.exec(groups.join(''));
  return french ? french.slice(1).join('-') : groups.join('-');
}
