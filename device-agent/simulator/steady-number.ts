import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the words alone: the same on each start, different from one word to the next. */
export function steadyNumber(...words: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(words.join('\n')).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
