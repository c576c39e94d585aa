/** Numbers of entries, as ranges from the first to the last, both inclusive. */
export type SeqRanges = readonly (readonly [from: number, to: number])[];

/** Numbers in rising order as ranges. */
export function rangesOf(seqs: readonly number[]): SeqRanges {
  const ranges: [number, number][] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last?.[1] === seq - 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}

/** Reads ranges that somebody may have tampered with: what is none is left out. */
export function readRanges(value: unknown): SeqRanges {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (range): range is [number, number] =>
      Array.isArray(range) && range.length === 2 && range.every((seq) => Number.isSafeInteger(seq)),
  );
}

/** The first of the numbers, which rise, that no range holds. */
export function firstOutside(seqs: readonly number[], ranges: SeqRanges): number | undefined {
  const inOrder = [...ranges].sort(([a], [b]) => a - b);
  let next = 0;
  let reach = -Infinity;
  return seqs.find((seq) => {
    for (let range = inOrder[next]; range && range[0] <= seq; range = inOrder[++next]) {
      reach = Math.max(reach, range[1]);
    }
    return seq > reach;
  });
}
