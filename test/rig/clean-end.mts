import { constants } from 'node:os';

/** Does something before this process ends early: at Ctrl-C, when told to stop, or when its parent is gone. */
export function onEarlyEnd(cleanUp: () => Promise<void>): void {
  let ending = false;
  const end = (code: number) => (): void => {
    if (ending) return;
    ending = true;
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
}
