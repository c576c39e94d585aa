/** One way to open a line. */
export interface Combination {
  readonly path: string;
  readonly baudRate: number;
}

/** What the search knows between two attempts. */
export interface SearchState {
  /** Every combination, in the order of preference. */
  readonly all: readonly Combination[];
  /** Those that are still to be tried in this round. */
  readonly remaining: readonly Combination[];
  /** Where the device was recognised last. */
  readonly favourite?: Combination;
  /** The favourite comes next. */
  readonly favouriteDue: boolean;
  /** Rounds in a row in which nothing was found, or nothing that lasted. */
  readonly fruitless: number;
}

/** What came of an attempt. */
export type AttemptOutcome =
  /** No line: whatever the baud rate, this device cannot be opened now. */
  | { readonly came: 'unavailable' }
  /** A line, and nobody who was recognised. */
  | { readonly came: 'given-up' }
  /** The device was recognised, served for so long (ms), and is lost. */
  | { readonly came: 'lost'; readonly servedMs: number };

/** What the driver does next. */
export interface SearchStep {
  readonly state: SearchState;
  /** First this wait, ms; 0: at once. */
  readonly waitMs: number;
  /** Missing when there are no candidates at all. */
  readonly next?: Combination;
  /** Every combination has been tried since the last wait. */
  readonly roundOver: boolean;
}

/** First wait after a round without success. */
const FIRST_WAIT_MS = 500;
/**
 * Longest wait. A device that comes back is found after this or after a wrong baud rate's 4 s, never after both, and has the rest
 * of 10 s for its first words.
 */
const LONGEST_WAIT_MS = 3000;
/** A device that was lost sooner than this after it was recognised counts as a fruitless round: no line flaps without a wait. */
const SERVED_WELL_MS = 10_000;

/** Where a search begins: with the first candidate at the first baud rate, at once. */
export function beginSearch(
  candidates: readonly string[],
  baudRates: readonly number[],
): SearchStep {
  const all = candidates.flatMap((path) => baudRates.map((baudRate) => ({ path, baudRate })));
  return attempt({ all, remaining: all, favouriteDue: false, fruitless: 0 }, 0, false);
}

/**
 * Which combination is tried next, and after which wait. All are tried in their order; the one that worked last is tried
 * before and after each of the others, so that a device that comes back is not waited for at wrong baud rates. A device that cannot be
 * opened is passed over at its other rates. After a round without success there is a wait, doubled from round to round. Pure.
 */
export function continueSearch(
  state: SearchState,
  tried: Combination,
  outcome: AttemptOutcome,
): SearchStep {
  switch (outcome.came) {
    case 'lost': {
      const found = { ...state, favourite: tried };
      return outcome.servedMs >= SERVED_WELL_MS
        ? attempt(freshRound({ ...found, fruitless: 0 }), 0, true)
        : waitForNextRound(found);
    }
    case 'unavailable': {
      const remaining = state.remaining.filter(({ path }) => path !== tried.path);
      const favouriteDue = state.favouriteDue && state.favourite?.path !== tried.path;
      return goOn({ ...state, remaining, favouriteDue });
    }
    case 'given-up': {
      const remaining = state.remaining.filter((other) => !same(other, tried));
      const favouriteDue = state.favourite !== undefined && !same(state.favourite, tried);
      return goOn({ ...state, remaining, favouriteDue });
    }
    default:
      return outcome satisfies never;
  }
}

function goOn(state: SearchState): SearchStep {
  const isOver = state.remaining.length === 0 && !state.favouriteDue;
  return isOver ? waitForNextRound(state) : attempt(state, 0, false);
}

function waitForNextRound(state: SearchState): SearchStep {
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** state.fruitless);
  // Past the longest wait the number of rounds tells nothing more.
  const fruitless = waitMs < LONGEST_WAIT_MS ? state.fruitless + 1 : state.fruitless;
  return attempt(freshRound({ ...state, fruitless }), waitMs, true);
}

function freshRound(state: SearchState): SearchState {
  const { all, favourite } = state;
  const remaining = favourite ? all.filter((other) => !same(other, favourite)) : all;
  return { ...state, remaining, favouriteDue: favourite !== undefined };
}

function attempt(state: SearchState, waitMs: number, roundOver: boolean): SearchStep {
  const next = state.favouriteDue ? state.favourite : state.remaining[0];
  return { state, waitMs, ...(next ? { next } : {}), roundOver };
}

function same(one: Combination, other: Combination): boolean {
  return one.path === other.path && one.baudRate === other.baudRate;
}
