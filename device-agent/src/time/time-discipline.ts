/** Who told the time. `rtc`: the system's clock on somebody's word; `server`: an answer's `Date`. */
export type TimeTeller = 'gps' | 'ntp' | 'server' | 'rtc';

/** What a source said the time was. */
export interface TimeObservation {
  readonly teller: TimeTeller;
  /** Ms since the epoch, UTC. */
  readonly time: number;
  /** Monotonic ms at which it was true. */
  readonly atMs: number;
  /** Largest error, ms; `Infinity` when nobody knows. */
  readonly uncertaintyMs: number;
}

/** The time as it is believed: it runs on the monotonic clock. */
export interface BelievedTime {
  readonly teller: TimeTeller;
  /** Ms since the epoch at which the monotonic clock stood at 0. */
  readonly offsetMs: number;
  /** Monotonic ms of the observation that was taken last. */
  readonly atMs: number;
  /** Largest error at that moment, ms. */
  readonly uncertaintyMs: number;
}

/** A time that is not believed yet. */
interface Rival {
  readonly teller: TimeTeller;
  readonly offsetMs: number;
  /** Observations in a row that agreed with it. */
  readonly count: number;
}

/** What a clock knows. Without `believed` it is not trusted. */
export interface TimeState {
  readonly believed?: BelievedTime;
  readonly rival?: Rival;
}

/** A clock that stood still shows 1970 or its system's build; this program is younger than that. */
const EARLIEST = Date.UTC(2025, 0, 1);
/** Receivers count weeks in 10 bits (1024 weeks, 19.6 years, IS-GPS-200): one that added a round too many lies beyond this. */
const LATEST = Date.UTC(2045, 0, 1);
const ROLLOVER_MS = 1024 * 7 * 86_400_000;
/** A date is a week's count off, not a second's: a rollover is met within a day. */
const ROLLOVER_WIDTH_MS = 86_400_000;

/** Whose word weighs more. */
const RANK: Readonly<Record<TimeTeller, number>> = { gps: 3, ntp: 2, server: 1, rtc: 1 };

/**
 * Observations in a row that must agree: to be believed at all, to overrule a lesser source, and to overrule the same
 * source (a receiver without an almanac is up to 18 leap seconds off, and then right for good). The system's clock on
 * somebody's word overrules nothing: where it jumps, it is wrong.
 */
const NEEDED: Readonly<Record<TimeTeller, { first: number; better: number; same: number }>> = {
  gps: { first: 3, better: 3, same: 30 },
  ntp: { first: 1, better: 2, same: 30 },
  server: { first: 1, better: 1, same: 1 },
  rtc: { first: 1, better: Infinity, same: Infinity },
};
/** Two observations agree within this much, or within their uncertainty, ms: a receiver's line delays by up to half a second. */
const AGREEMENT_MS = 500;
/** A smaller difference is followed smoothly, a larger one needs agreement and is then a step, ms. */
const STEP_MS = 1000;
/** Part of a small difference that one observation corrects, and at most so much per ms since the last one. */
const GAIN = 1 / 8;
const MOST_SLEW = 0.005;
/** An uncompensated crystal, ageing and a car's temperatures together: 100 parts in a million, 8.6 s a day. */
const DRIFT = 100e-6;

/** Largest error of the believed time at a monotonic moment, ms: grows while nobody confirms it. */
export function uncertaintyAt({ atMs, uncertaintyMs }: BelievedTime, nowMs: number): number {
  return uncertaintyMs + Math.max(0, nowMs - atMs) * DRIFT;
}

/** Takes an observation: what is nonsense or weighs less changes nothing. Pure. */
export function observeTime(state: TimeState, observation: TimeObservation): TimeState {
  const { time, atMs, teller } = observation;
  if (!(time >= EARLIEST && time < LATEST)) return state;
  const { believed } = state;
  if (!believed) return challenge(state, observation, NEEDED[teller].first);
  const difference = time - atMs - believed.offsetMs;
  if (isRollover(difference)) return state;
  const grown = uncertaintyAt(believed, atMs);
  const weight = RANK[teller] - RANK[believed.teller];
  if (weight < 0) {
    // A lesser source helps out when what is believed has become less sure than it, and it does not contradict.
    const helps = observation.uncertaintyMs < grown && Math.abs(difference) <= grown;
    if (!helps) return state;
    return Math.abs(difference) < STEP_MS
      ? follow(state, believed, observation, difference)
      : step(observation);
  }
  if (Math.abs(difference) < STEP_MS) return follow(state, believed, observation, difference);
  return challenge(state, observation, NEEDED[teller][weight > 0 ? 'better' : 'same']);
}

function isRollover(difference: number): boolean {
  const rounds = Math.round(difference / ROLLOVER_MS);
  return rounds !== 0 && Math.abs(difference - rounds * ROLLOVER_MS) < ROLLOVER_WIDTH_MS;
}

/** Counts observations that agree with each other, until there are enough for a step. */
function challenge(state: TimeState, observation: TimeObservation, needed: number): TimeState {
  const { teller, time, atMs, uncertaintyMs } = observation;
  const offsetMs = time - atMs;
  const { rival } = state;
  const width = Math.max(AGREEMENT_MS, Number.isFinite(uncertaintyMs) ? uncertaintyMs : 0);
  const agrees = rival?.teller === teller && Math.abs(offsetMs - rival.offsetMs) <= width;
  const count = agrees ? rival.count + 1 : 1;
  return count >= needed ? step(observation) : { ...state, rival: { teller, offsetMs, count } };
}

function step({ teller, time, atMs, uncertaintyMs }: TimeObservation): TimeState {
  return { believed: { teller, offsetMs: time - atMs, atMs, uncertaintyMs } };
}

function follow(
  state: TimeState,
  believed: BelievedTime,
  { teller, atMs, uncertaintyMs }: TimeObservation,
  difference: number,
): TimeState {
  const most = Math.max(0, atMs - believed.atMs) * MOST_SLEW;
  const correction = Math.sign(difference) * Math.min(Math.abs(difference) * GAIN, most);
  const rest = Math.abs(difference - correction);
  // Who contradicts somebody that agrees with what is believed has lost.
  const rival = state.rival && RANK[state.rival.teller] > RANK[teller] ? state.rival : undefined;
  return {
    believed: {
      teller,
      offsetMs: believed.offsetMs + correction,
      atMs: Math.max(atMs, believed.atMs),
      uncertaintyMs: Math.min(uncertaintyMs + rest, uncertaintyAt(believed, atMs)),
    },
    ...(rival ? { rival } : {}),
  };
}
