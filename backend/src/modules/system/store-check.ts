import type { Clock } from '../../ports/clock.js';

/** How a store answered. */
export type StoreState = 'ok' | 'failed' | 'absent';

/** A store that was asked whether it is there. */
export interface StoreCheck {
  readonly state: StoreState;
  /** How long it took to answer, ms; missing when it did not. */
  readonly latencyMs?: number;
}

/** A store that has not answered after so long counts as failed, ms. */
export const PATIENCE_MS = 2_000;

/** Asks a store, and takes the time. What it throws, and silence, are answers too. */
export async function checkStore(
  ask: () => Promise<unknown>,
  clock: Clock,
  patienceMs = PATIENCE_MS,
): Promise<StoreCheck> {
  const started = clock.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The store does not answer.')), patienceMs);
  });
  try {
    await Promise.race([ask(), late]);
    return { state: 'ok', latencyMs: Math.max(0, clock.now() - started) };
  } catch {
    return { state: 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
