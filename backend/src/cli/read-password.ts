import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/**
 * The password that a person types (unseen) or pipes in; `undefined` when there is none to be had.
 * @param fromStdin whether all of standard input is the password
 */
export async function readPassword(fromStdin: boolean): Promise<string | undefined> {
  if (fromStdin) return (await text(process.stdin)).replace(/\r?\n$/, '');
  if (!process.stdin.isTTY) return undefined;
  process.stdout.write('Password (empty: one is generated): ');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    const typed = await terminal.question('');
    return typed === '' ? undefined : typed;
  } finally {
    terminal.close();
    process.stdout.write('\n');
  }
}
