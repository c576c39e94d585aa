import {
  configure,
  found,
  identify,
  resetAgain,
  resetInVain,
  resume,
  settleSetting,
} from './adapter-phases.js';
import { isStillSearching } from './adapter-word.js';
import { askAgainSoon } from './car-answers.js';
import { measured, settleDiscovery, settlePoll, settleSearch, withLatency } from './car-phases.js';
import { conclude, type Settled } from './conclusion.js';
import { readReply } from './reply.js';
import { SEARCH_LIMIT_MS, SET_UP, type Request } from './requests.js';
import { heartbeat } from './schedule.js';
import {
  beginAnew,
  forgetCar,
  MOST_TROUBLE,
  orBeginAnew,
  proceed,
  report,
  send,
  stay,
} from './session-moves.js';
import {
  INITIAL_STATE,
  type InFlight,
  type Phase,
  type SessionInput,
  type SessionState,
  type Transition,
} from './session-state.js';

/**
 * The conversation with an ELM327 and the car behind it: finds the adapter, sets it up, finds the car, learns what it can tell, and
 * asks in turn, one request at a time. Pure: the driver sends, tells the time when `wakeAtMs` has come, and keeps what is sampled.
 */
export function step(state: SessionState, input: SessionInput): Transition {
  switch (input.input) {
    case 'begin':
      return send(INITIAL_STATE, 'ATZ', input.atMs);
    case 'reply':
      return onReply(state, input.text, input.atMs);
    case 'time':
      return onTime(state, input);
    default:
      return input satisfies never;
  }
}

function onReply(state: SessionState, text: string, atMs: number): Transition {
  const { inFlight, ...idle } = state;
  if (state.phase.name === 'ended') return stay(state);
  // Without a request nothing can fit; a reset is noticed all the same.
  const request = inFlight?.request ?? heartbeat(state);
  const conclusion = conclude(request, readReply(text, request));
  switch (conclusion.outcome) {
    case 'unfitting':
      return stay(state);
    case 'adapter-lost':
      // A reset that is answered by another one must not be repeated for ever.
      return idle.phase.name === 'resetting'
        ? resetAgain(idle, idle.phase.attempts, atMs)
        : beginAnew(idle, conclusion.word, atMs);
    case 'restarted':
      return report('adapter-lost', 'restarted', configure(forgetCar(idle), SET_UP, atMs));
    case 'banner':
    case 'done':
    case 'voltage':
    case 'answered':
    case 'no-answer':
    case 'no-car':
    case 'not-understood':
    case 'damaged':
      return inFlight ? settle(state, inFlight, conclusion, atMs) : stay(state);
    default:
      return conclusion satisfies never;
  }
}

function settle(
  state: SessionState,
  inFlight: InFlight,
  conclusion: Settled,
  atMs: number,
): Transition {
  const { inFlight: _, ...idle } = state;
  const { request } = inFlight;
  const { phase } = idle;
  switch (phase.name) {
    case 'resetting':
      if (conclusion.outcome === 'banner') return found(idle, conclusion.version, atMs);
      if (conclusion.outcome === 'not-understood') return resetAgain(idle, phase.attempts, atMs);
      return stay(state);
    case 'configuring':
      return settleSetting(idle, phase, conclusion, atMs);
    case 'resynchronising':
      if (phase.stage === 'interrupting') return identify(idle, phase, atMs);
      if (conclusion.outcome === 'banner') return resume(idle, phase.resume, atMs);
      return conclusion.outcome === 'not-understood'
        ? orBeginAnew(idle, atMs, (again) => identify(again, phase, atMs))
        : stay(state);
    case 'searching':
      if (conclusion.outcome === 'voltage') return measured(idle, request, conclusion.volts, atMs);
      return request === '0100' ? settleSearch(idle, phase, conclusion, atMs) : proceed(idle, atMs);
    case 'discovering':
      return settleDiscovery(idle, phase.range, conclusion, atMs);
    case 'polling':
      return settlePoll(withLatency(idle, inFlight, atMs), request, conclusion, atMs);
    case 'sparing':
      if (conclusion.outcome === 'voltage') return measured(idle, request, conclusion.volts, atMs);
      return proceed(idle, atMs);
    case 'ended':
      return stay(state);
    default:
      return phase satisfies never;
  }
}

function onTime(state: SessionState, input: Extract<SessionInput, { input: 'time' }>): Transition {
  const { atMs, unfinished, heard } = input;
  const { inFlight, ...idle } = state;
  if (state.phase.name === 'ended' || atMs < state.wakeAtMs) return stay(state);
  if (!inFlight) return proceed(state, atMs);
  const searchEndsMs = inFlight.sentAtMs + SEARCH_LIMIT_MS;
  if (isStillSearching(unfinished) && atMs < searchEndsMs) {
    return stay({
      ...state,
      inFlight: { ...inFlight, deadlineMs: searchEndsMs },
      wakeAtMs: searchEndsMs,
    });
  }
  if (idle.phase.name === 'resetting') return resetInVain(idle, idle.phase.attempts, heard, atMs);
  return tooLate(idle, inFlight.request, atMs);
}

/** A time limit has passed. */
function tooLate(idle: SessionState, request: Request, atMs: number): Transition {
  const { phase } = idle;
  const misses = { ...idle.misses, [request]: (idle.misses[request] ?? 0) + 1 };
  const late = { ...askAgainSoon(idle, request, atMs), misses, trouble: idle.trouble + 2 };
  if (late.trouble >= MOST_TROUBLE) return beginAnew(late, 'no answer', atMs);
  if (phase.name === 'resynchronising') return identify(late, phase, atMs);
  const interrupting: Phase = {
    name: 'resynchronising',
    stage: 'interrupting',
    ...resumption(phase),
  };
  return report('answer-late', request, send({ ...late, phase: interrupting }, '', atMs));
}

function resumption(phase: Phase): { resume?: 'polling' | 'sparing' } {
  if (phase.name === 'polling' || phase.name === 'sparing') return { resume: phase.name };
  if (phase.name === 'configuring' && phase.resume) return { resume: phase.resume };
  return {};
}
