import { type Fault, fault } from '../../errors/domain-error.js';
import { parseInstant } from '../../http/instant.js';
import type { Period } from '../../ports/telemetry-store.js';

const DAY_MS = 86_400_000;
/** The longest period that is answered at once, ms. */
const LONGEST_MS = 31 * DAY_MS;

/** The period that a query asks for, or what is wrong with it. Without an end it ends now, without a begin it is a day. */
export function trackPeriod(
  { from, to }: { readonly from?: string; readonly to?: string },
  nowMs: number,
): Period | Fault {
  const toMs = to === undefined ? nowMs : instantOf(to);
  if (toMs === undefined) return fault('/to', 'isInstant', 'to must be an instant by ISO 8601.');
  const fromMs = from === undefined ? toMs - DAY_MS : instantOf(from);
  if (fromMs === undefined)
    return fault('/from', 'isInstant', 'from must be an instant by ISO 8601.');
  if (fromMs >= toMs) return fault('/from', 'isBefore', 'from must be earlier than to.');
  if (toMs - fromMs > LONGEST_MS)
    return fault('/from', 'maxPeriod', 'The period has at most 31 days.');
  return { fromMs, toMs };
}

/** What of a period lies within others, in order of time; all of it when there are no others to lie within. */
export function clippedTo(period: Period, periods: readonly Period[] | undefined): Period[] {
  if (!periods) return [period];
  return periods
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.max(period.fromMs, fromMs),
      toMs: Math.min(period.toMs, toMs),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** Whether the query was wrong. */
export function isFault(period: Period | Fault): period is Fault {
  return 'pointer' in period;
}

/** A day alone is its begin, UTC. */
function instantOf(text: string): number | undefined {
  return parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text);
}
