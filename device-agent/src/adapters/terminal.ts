import { createInterface } from 'node:readline/promises';

/**
 * Asks the person at the terminal for one line. Undefined when there is no terminal, or the person ends
 * the input. The question goes to standard error: standard output is for results.
 */
export async function askAtTerminal(
  question: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => {
    dialogue.once('close', () => {
      resolve(undefined);
    });
  });
  try {
    return await Promise.race([dialogue.question(question, { signal }), ended]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    dialogue.close();
  }
}
