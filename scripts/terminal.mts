import { styleText } from 'node:util';

/** Milliseconds as a person reads them: `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

let write = console.log;

/** From now on progress goes to standard error: standard output is for the results of the command that is run. */
export function keepOutputForResults(): void {
  write = console.error;
}

/** Text as another program said it. */
export function quote(text: string): void {
  write(text);
}

/** A line of success. */
export function done(text: string): void {
  write(`${styleText('green', '✓')} ${text}`);
}

/** A line of failure. */
export function failed(text: string): void {
  write(`${styleText('red', '✗')} ${text}`);
}

/** A line that says what is under way. */
export function step(text: string): void {
  write(`${styleText('cyan', '›')} ${text}`);
}

/** A fault that one sentence explains better than a stack trace. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * Runs a script's main function: a {@link Refusal} ends it with its sentence and code 1, anything else is a defect and
 * shows its stack.
 */
export function runMain(main: () => Promise<number>): void {
  main().then(
    (code) => {
      process.exitCode = code;
      // The channel to the bootstrap and idle keep-alive sockets must not hold the process; what was said goes out first.
      process.stdout.write('', () => process.exit());
    },
    (error: unknown) => {
      if (error instanceof Refusal) failed(error.message);
      else console.error(error);
      process.exit(1);
    },
  );
}
