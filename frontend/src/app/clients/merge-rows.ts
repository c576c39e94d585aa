import { MISSING } from '../format/numbers';
import type { WordKey } from '../i18n/words';

/** What one of two clients has in a line. */
export interface MergeFact {
  readonly word: WordKey;
  readonly text: string;
  /** What both have comes together: vehicles, contracts. */
  readonly sums?: boolean;
}

/** A line of two clients side by side, with what becomes of each. */
export interface MergeRow {
  readonly word: WordKey;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
  readonly keepsLeft: boolean;
  readonly keepsRight: boolean;
}

/**
 * Two clients line by line. The kept one's values stay, its gaps are filled from the other, and what belongs to both
 * comes together.
 */
export function mergeRows(
  left: readonly MergeFact[],
  right: readonly MergeFact[],
  leftStays: boolean,
): MergeRow[] {
  const words = [...new Set([...left, ...right].map(({ word }) => word))];
  return words.map((word) => {
    const [one, other] = [left, right].map((facts) => facts.find((fact) => fact.word === word));
    const [a, b] = [one?.text ?? MISSING, other?.text ?? MISSING];
    const sums = one?.sums === true || other?.sums === true;
    const keeps = (mine: string, theirs: string, stays: boolean): boolean =>
      mine !== MISSING && (sums || stays || theirs === MISSING);
    return {
      word,
      left: a,
      right: b,
      differs: a !== b,
      keepsLeft: keeps(a, b, leftStays),
      keepsRight: keeps(b, a, !leftStays),
    };
  });
}
