/** Number of a contract: `NC-2026-000123` is the 123rd that the system numbered, in 2026. */
export function contractNumber(year: number, ordinal: number): string {
  return `NC-${year}-${String(ordinal).padStart(6, '0')}`;
}
