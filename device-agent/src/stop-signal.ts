/** Aborts at the first SIGTERM, SIGINT or SIGHUP; a second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(name, () => {
      controller.abort();
    });
  }
  return controller.signal;
}
