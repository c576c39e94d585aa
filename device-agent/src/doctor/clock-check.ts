import { fault, ok, unknown, type Check } from './check.js';

/** Whether the time is trusted, and by what. */
export function clockCheck(
  clock: { readonly trusted: boolean; readonly source: string; readonly uncertaintyMs?: number },
  isRunning: boolean,
): Check {
  const error = clock.uncertaintyMs === undefined ? '' : `, at most ${clock.uncertaintyMs} ms off`;
  if (clock.trusted) return ok('Clock', `trusted, from ${clock.source}${error}`);
  if (!isRunning) {
    return unknown(
      'Clock',
      'not trusted yet; the running agent takes the time from satellites, NTP or the server',
    );
  }
  return fault(
    'Clock',
    'not trusted yet: nothing is sent before it is',
    'A fix of the receiver sets it, or NTP ("timedatectl"), or the server. Readings are kept and dated afterwards.',
  );
}
