import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the words alone: the same on each start, different from one word to the next. */
export function steadyNumber(...words: readonly (string | number)[]): number {
  return steadyWord(words) / 2 ** 32;
}

/** Endless numbers in [0, 1) that depend on the words alone (mulberry32, a public-domain generator by Tommy Ettinger). */
export function steadyNumbers(...words: readonly (string | number)[]): () => number {
  let state = steadyWord(words);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function steadyWord(words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0);
}
