/** Milliseconds of a day. */
const DAY_MS = 86_400_000;

/** The day that it is at the reader's place, `2026-12-01`. */
export function localDay(timeMs: number): string {
  const time = new Date(timeMs);
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** So many days lie between two days; negative when the second one comes first. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(`${second}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_MS);
}
