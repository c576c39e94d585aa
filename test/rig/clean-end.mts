import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does `work`, then `cleanUp`, whatever happened. At Ctrl-C, when told to stop, or when the parent is gone, `cleanUp` comes at
 * once and the process ends with it; what `work` then says about servers that vanish under it is not told.
 */
export async function withCleanUp<T>(
  work: () => Promise<T>,
  cleanUp: () => Promise<void>,
): Promise<T> {
  const state = { isEnding: false };
  const endEarly = (code: number): void => {
    if (state.isEnding) return;
    state.isEnding = true;
    cleanUp().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  const bySignal = (signal: NodeJS.Signals): void => {
    endEarly(128 + constants.signals[signal]);
  };
  const byParent = (): void => {
    endEarly(1);
  };
  for (const signal of SIGNALS) process.on(signal, bySignal);
  process.on('disconnect', byParent);
  process.channel?.unref();
  try {
    return await work();
  } finally {
    if (state.isEnding) await new Promise(() => undefined);
    state.isEnding = true;
    await cleanUp();
    for (const signal of SIGNALS) process.off(signal, bySignal);
    process.off('disconnect', byParent);
  }
}
