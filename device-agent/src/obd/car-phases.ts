import { takeVoltage } from './battery-watch.js';
import {
  askAgainSoon,
  takeAnswer,
  takeNoAnswer,
  withCodesDue,
  withEngine,
  withSupported,
} from './car-answers.js';
import type { Settled } from './conclusion.js';
import { DISCOVERY, isForAdapter, type Request } from './requests.js';
import { BETWEEN_SEARCHES_MS, heartbeat } from './schedule.js';
import { after, orBeginAnew, proceed, report, search, send } from './session-moves.js';
import type { InFlight, Phase, SessionState, Supported, Transition } from './session-state.js';

/** So many heartbeats without answer, and the car is gone. */
const MOST_MISSED_BEATS = 2;
/** How much of the newest measure goes into the smoothed latency. */
const LATENCY_WEIGHT = 0.1;

export function settleSearch(
  state: SessionState,
  phase: Extract<Phase, { name: 'searching' }>,
  conclusion: Settled,
  atMs: number,
): Transition {
  if (conclusion.outcome === 'answered') {
    const supported = withSupported({}, conclusion.messages);
    if (supported)
      return discover({ ...withCodesDue(state), supported, misses: {}, trouble: 0 }, 1, atMs);
  }
  const failed: Phase = {
    ...phase,
    failures: phase.failures + 1,
    notBeforeMs: atMs + BETWEEN_SEARCHES_MS,
  };
  const there = conclusion.outcome === 'no-answer' || conclusion.outcome === 'no-car';
  // A car that once answered and does not any more has been switched off; whether one that never did runs is not known.
  const seen = there && state.engine ? withEngine(state, 'off', atMs) : state;
  const next = { ...seen, phase: failed };
  return there
    ? proceed({ ...next, trouble: 0 }, atMs)
    : orBeginAnew(next, atMs, (again) => proceed(again, atMs));
}

function discover(state: SessionState, range: number, atMs: number): Transition {
  const request = DISCOVERY[range];
  const base = 0x20 * range;
  const goesOn = Object.values(state.supported).some((pids) => pids.includes(base));
  if (request !== undefined && goesOn) {
    return send({ ...state, phase: { name: 'discovering', range } }, request, atMs);
  }
  const ecus = Object.keys(state.supported).length;
  const polling = { ...state, phase: { name: 'polling' }, slowTurnAtMs: atMs } as const;
  return report('car-found', `${ecus} ECU(s)`, proceed(polling, atMs));
}

export function settleDiscovery(
  state: SessionState,
  range: number,
  conclusion: Settled,
  atMs: number,
): Transition {
  if (conclusion.outcome === 'no-car') return loseCar(state, conclusion.word, atMs);
  if (conclusion.outcome === 'no-answer') return discover(state, range + 1, atMs);
  const supported =
    conclusion.outcome === 'answered' && withSupported(state.supported, conclusion.messages);
  if (supported) return discover({ ...state, supported, trouble: 0 }, range + 1, atMs);
  return orBeginAnew(state, atMs, (again) => discover(again, range, atMs));
}

export function settlePoll(
  state: SessionState,
  request: Request,
  conclusion: Settled,
  atMs: number,
): Transition {
  switch (conclusion.outcome) {
    case 'voltage':
      return measured(state, request, conclusion.volts, atMs);
    case 'answered': {
      // As a heartbeat it may show an ECU whose first answer was lost.
      const supported = request === '0100' && withSupported(state.supported, conclusion.messages);
      if (supported && countOf(supported) > countOf(state.supported)) {
        return discover(good({ ...state, supported }, request, atMs), 1, atMs);
      }
      const taken = takeAnswer(state, request, conclusion.messages, atMs);
      return taken
        ? after(taken, (next) => proceed(good(next, request, atMs), atMs))
        : damaged(state, request, atMs);
    }
    case 'no-answer': {
      const missed = { ...takeNoAnswer(state, request, atMs), trouble: 0 };
      const beats = request === heartbeat(state) ? (missed.misses[request] ?? 0) : 0;
      return beats >= MOST_MISSED_BEATS ? loseCar(missed, 'no-data', atMs) : proceed(missed, atMs);
    }
    case 'no-car':
      return loseCar(state, conclusion.word, atMs);
    case 'banner':
    case 'done':
      return proceed(state, atMs);
    case 'not-understood':
      // Some copies of the adapter have no voltage to tell.
      return request === 'ATRV' ? proceed(state, atMs) : damaged(state, request, atMs);
    case 'damaged':
      return damaged(state, request, atMs);
    default:
      return conclusion satisfies never;
  }
}

function countOf(supported: Supported): number {
  return Object.values(supported).reduce((sum, pids) => sum + pids.length, 0);
}

function damaged(state: SessionState, request: Request, atMs: number): Transition {
  return orBeginAnew(askAgainSoon(state, request, atMs), atMs, (again) => proceed(again, atMs));
}

function loseCar(state: SessionState, detail: string, atMs: number): Transition {
  return report('car-lost', detail, search({ ...state, trouble: 0 }, atMs));
}

export function measured(
  state: SessionState,
  request: Request,
  volts: number,
  atMs: number,
): Transition {
  return after(takeVoltage(state, volts, atMs), (next) => proceed(good(next, request, atMs), atMs));
}

function good(state: SessionState, request: Request, atMs: number): SessionState {
  return {
    ...state,
    trouble: 0,
    misses: { ...state.misses, [request]: 0 },
    answeredAtMs: { ...state.answeredAtMs, [request]: atMs },
  };
}

export function withLatency(
  state: SessionState,
  { request, sentAtMs }: InFlight,
  atMs: number,
): SessionState {
  if (isForAdapter(request)) return state;
  const latencyMs = state.latencyMs + LATENCY_WEIGHT * (atMs - sentAtMs - state.latencyMs);
  return { ...state, latencyMs };
}
