import { constants } from 'node:os';

/**
 * Does `work`, then `cleanUp`, whatever happened. At Ctrl-C, when told to stop, or when the parent is gone, `cleanUp` comes at
 * once and the process ends with it; what `work` then says about servers that vanish under it is not told.
 */
export async function withCleanUp<T>(
  work: () => Promise<T>,
  cleanUp: () => Promise<void>,
): Promise<T> {
  const state = { isEnding: false };
  const end = (code: number) => (): void => {
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, end(128 + constants.signals[signal]));
  }
  process.on('disconnect', end(1));
  process.channel?.unref();
  try {
    return await work();
  } finally {
    if (state.isEnding) await new Promise(() => undefined);
    state.isEnding = true;
    await cleanUp();
  }
}
