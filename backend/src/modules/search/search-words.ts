/** Fewer letters than this are in no trigram: such a word is looked for at the beginning of names only. */
const SHORTEST_ANYWHERE = 3;
/** Shorter words have too few trigrams to tell a slip of the pen from another word. */
const SHORTEST_MISSPELT = 4;
/** Fewer digits are in every telephone number. */
const FEWEST_DIGITS = 4;
/** More words do not narrow anything down. */
const MOST_WORDS = 6;

/** What somebody looks for, taken apart. */
export interface SearchWords {
  /** Each has to be found. */
  readonly words: readonly string[];
  /** The first word when all are very short: the beginning of a name, plate or number. */
  readonly beginning: string | undefined;
  /** Digits as they stand in an international telephone number; `undefined` when it cannot be one. */
  readonly phoneDigits: string | undefined;
  /** The words when they may be names that are spelt differently; empty when they cannot be. */
  readonly misspelt: readonly string[];
}

/**
 * Takes a search apart. Whatever people type is something to look for: nothing is a fault.
 *
 * @param typed as typed; the DTO bounds its length
 */
export function searchWords(typed: string): SearchWords {
  const words = typed
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  const areShort = words.every((word) => word.length < SHORTEST_ANYWHERE);
  const isName = words.every((word) => word.length >= SHORTEST_MISSPELT && !/\d/.test(word));
  return {
    words,
    beginning: areShort ? words[0] : undefined,
    phoneDigits: phoneDigits(typed),
    misspelt: isName ? words : [],
  };
}

/**
 * `06 12 34`, `+33 6 12 34` and `0033612 34` all look for 61234 within the number. Anything but digits and the signs
 * between them is no telephone number.
 */
function phoneDigits(typed: string): string | undefined {
  if (!/^\+?[\d\s().-]+$/.test(typed.trim())) return undefined;
  const digits = typed.replace(/\D/g, '').replace(/^(00|0)/, '');
  return digits.length >= FEWEST_DIGITS ? digits : undefined;
}
