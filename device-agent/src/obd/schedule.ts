import { PID_TABLE, type PidRow } from './pid-table.js';
import type { Request } from './requests.js';
import type { SessionState } from './session-state.js';

/** Something to ask again and again. */
export interface Job {
  readonly request: Request;
  readonly everyMs: number;
  readonly pace: 'fast' | 'slow';
}

/** What a drive is judged by is asked once a second: the rate of the readings. */
const FAST_MS = 1000;
/** A fast parameter for which a slow adapter has no room each second takes its turns among the slow ones. */
const DEMOTED_MS = 2000;
const SLOW_MS = 10_000;
/** A parameter that the car said it has and then never tells is asked rarely. */
const UNANSWERED_MS = 60_000;
const MISSES_UNTIL_RARE = 3;
const MONITOR_MS = 60_000;
const CODES_MS = 300_000;
const VIN_RETRY_MS = 30_000;
const MOST_VIN_TRIES = 3;
/** Of each second this much is planned for, the rest absorbs late answers. */
const PLANNED_MS = 900;
/** Engine speed and vehicle speed, however slow the adapter is. */
const LEAST_FAST = 2;
/** However busy the fast ones keep the line, a slow one gets a turn this often. */
const SLOW_TURN_MS = 5000;

/** An engine that is off this long is parked; before, it may be standing at a light (start-stop). */
const RESTING_AFTER_MS = 60_000;
/** So long after the engine was stopped the car is likely to be driven again soon; then its ECUs are left asleep longer. */
const RECENTLY_MS = 600_000;
const RECENT_MS = 5000;
const RARE_MS = 30_000;
/** The voltage is the adapter's own to tell: no ECU is woken for it. */
const RESTING_VOLTAGE_MS = 5000;
const SPARING_VOLTAGE_MS = 300_000;
/** A resting 12 V battery shows at most 12.7 to 12.9 V, one that is charged 13.5 V and more: somebody started the engine. */
const CHARGING_VOLTS = 13.2;
const FIRST_SEARCH_MS = 500;
/** Least time between the end of a search in vain, which takes 4.5 s, and the next one. */
export const BETWEEN_SEARCHES_MS = 500;

/** The request whose answers show that the car is there: engine speed where the car tells it. */
export function heartbeat({ supported }: SessionState): '010C' | '0100' {
  return Object.values(supported).some((pids) => pids.includes(0x0c)) ? '010C' : '0100';
}

/** What there is to ask in this state, at this time; the order breaks ties. */
export function plan(state: SessionState, atMs: number): readonly Job[] {
  switch (state.phase.name) {
    case 'polling':
      return isResting(state, atMs) ? restingPlan(state, atMs) : fullPlan(state);
    case 'searching':
      return [
        { request: '0100', everyMs: searchMs(state, atMs), pace: 'fast' },
        { request: 'ATRV', everyMs: RESTING_VOLTAGE_MS, pace: 'slow' },
      ];
    case 'sparing':
      return [{ request: 'ATRV', everyMs: SPARING_VOLTAGE_MS, pace: 'slow' }];
    case 'resetting':
    case 'configuring':
    case 'resynchronising':
    case 'discovering':
    case 'ended':
      return [];
    default:
      return state.phase satisfies never;
  }
}

function isResting({ engine }: SessionState, atMs: number): boolean {
  return engine?.engine === 'off' && atMs - engine.sinceMs >= RESTING_AFTER_MS;
}

function restingPlan(state: SessionState, atMs: number): readonly Job[] {
  return [
    {
      request: heartbeat(state),
      everyMs: restingMs(state, state.engine?.sinceMs ?? atMs, atMs),
      pace: 'fast',
    },
    { request: 'ATRV', everyMs: RESTING_VOLTAGE_MS, pace: 'slow' },
  ];
}

function restingMs({ volts = 0 }: SessionState, sinceMs: number, atMs: number): number {
  return atMs - sinceMs < RECENTLY_MS || volts >= CHARGING_VOLTS ? RECENT_MS : RARE_MS;
}

/** From search to search, beginning to beginning: half a second, doubling up to five, later half a minute. */
function searchMs(state: SessionState, atMs: number): number {
  if (state.phase.name !== 'searching') return RECENT_MS;
  const { failures, sinceMs } = state.phase;
  const offSinceMs = state.engine?.engine === 'off' ? state.engine.sinceMs : sinceMs;
  const longestMs = restingMs(state, Math.min(sinceMs, offSinceMs), atMs);
  if (longestMs > RECENT_MS) return longestMs;
  return Math.min(longestMs, FIRST_SEARCH_MS * 2 ** Math.min(failures, 10));
}

function fullPlan(state: SessionState): readonly Job[] {
  const rows = PID_TABLE.filter(({ pid }) => isSupported(state, pid));
  const roomFor = Math.max(LEAST_FAST, Math.floor(PLANNED_MS / state.latencyMs) - 1);
  const fast = rows.filter(({ pace }) => pace === 'fast');
  const jobs = rows.map((row): Job => {
    const { request } = row;
    if (isUnanswered(state, row)) return { request, everyMs: UNANSWERED_MS, pace: 'slow' };
    if (row.pace === 'slow') return { request, everyMs: SLOW_MS, pace: 'slow' };
    return fast.indexOf(row) < roomFor
      ? { request, everyMs: FAST_MS, pace: 'fast' }
      : { request, everyMs: DEMOTED_MS, pace: 'slow' };
  });
  const others: Job[] = [
    { request: 'ATRV', everyMs: SLOW_MS, pace: 'slow' },
    { request: '0101', everyMs: MONITOR_MS, pace: 'slow' },
    { request: '03', everyMs: CODES_MS, pace: 'slow' },
    { request: '07', everyMs: CODES_MS, pace: 'slow' },
    { request: '0A', everyMs: CODES_MS, pace: 'slow' },
  ];
  if (heartbeat(state) === '0100')
    others.push({ request: '0100', everyMs: DEMOTED_MS, pace: 'slow' });
  const vinWanted = !state.vin.known && state.vin.tries < MOST_VIN_TRIES;
  if (vinWanted) others.unshift({ request: '0902', everyMs: VIN_RETRY_MS, pace: 'slow' });
  return [...jobs, ...others];
}

function isSupported({ supported }: SessionState, pid: PidRow['pid']): boolean {
  const number = Number.parseInt(pid, 16);
  return Object.values(supported).some((pids) => pids.includes(number));
}

function isUnanswered(state: SessionState, { request }: PidRow): boolean {
  return request !== heartbeat(state) && (state.misses[request] ?? 0) >= MISSES_UNTIL_RARE;
}

/** When a job is due, monotonic ms. */
export function dueAtMs(state: SessionState, job: Job): number {
  const slot = state.slots[job.request];
  const dueMs = slot === undefined ? -Infinity : slot + job.everyMs;
  return job.request === '0100' && state.phase.name === 'searching'
    ? Math.max(dueMs, state.phase.notBeforeMs)
    : dueMs;
}

/** The job whose turn it is; undefined when none is due. Fast ones first, then whichever has waited longest. */
export function nextJob(state: SessionState, atMs: number): Job | undefined {
  const due = plan(state, atMs).filter((job) => dueAtMs(state, job) <= atMs);
  const slowFirst = atMs - state.slowTurnAtMs >= SLOW_TURN_MS;
  const rank = ({ pace }: Job): number => ((pace === 'slow') === slowFirst ? 0 : 1);
  const [first] = due.toSorted(
    (a, b) => rank(a) - rank(b) || compare(dueAtMs(state, a), dueAtMs(state, b)),
  );
  return first;
}

/** Subtraction would give NaN for two that were never asked. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** When the next job becomes due, monotonic ms. */
export function nextDueMs(state: SessionState, atMs: number): number {
  return Math.min(...plan(state, atMs).map((job) => dueAtMs(state, job)));
}

/**
 * The slot of a job that is asked now: the moment at which it was due, so that being late does not add up; now, when it was never
 * asked or has missed a whole turn.
 */
export function slotMs(state: SessionState, job: Job, atMs: number): number {
  const dueMs = dueAtMs(state, job);
  return atMs - dueMs < job.everyMs ? dueMs : atMs;
}

/** A fast value's longest age in a reading, ms: its second, the slowest usual answer and one that failed. */
const FAST_FRESH_MS = 2500;
/** And of one that has to take turns. */
const DEMOTED_FRESH_MS = 5000;
/** However long its turns are, a slow value that is older than a minute is not the present one. */
const SLOW_FRESH_MS = 60_000;
const FAST_REQUESTS: ReadonlySet<Request> = new Set<Request>(
  PID_TABLE.filter(({ pace }) => pace === 'fast').map(({ request }) => request),
);

/**
 * How long a value may be told as the present one, ms: a fast one 2.5 s, any other one and a half times as long as its turn lasts
 * (or lasted, when that was longer), but five seconds at most for one that would be fast on a faster adapter, and a minute at most
 * for any.
 */
export function freshForMs(state: SessionState, request: Request, atMs: number): number {
  const job = plan(state, atMs).find((each) => each.request === request);
  if (job?.pace === 'fast') return FAST_FRESH_MS;
  // The voltage's turns are shorter or longer from phase to phase.
  const leastMs = request === 'ATRV' || !job ? SLOW_MS : Math.min(job.everyMs, SLOW_MS);
  const lastedMs = atMs - (state.answeredAtMs[request] ?? atMs);
  const longestMs = FAST_REQUESTS.has(request) ? DEMOTED_FRESH_MS : SLOW_FRESH_MS;
  return Math.min(1.5 * Math.max(leastMs, lastedMs), longestMs);
}
