import { limitMs, type Request } from './requests.js';
import { nextDueMs, nextJob, slotMs } from './schedule.js';
import {
  INITIAL_STATE,
  type Phase,
  type SessionAction,
  type SessionState,
  type Transition,
} from './session-state.js';

/** A late answer weighs two, a damaged one one: at so much in a row the adapter is begun anew. */
export const MOST_TROUBLE = 5;

export function stay(state: SessionState): Transition {
  return { state, actions: [] };
}

export function after(first: Transition, next: (state: SessionState) => Transition): Transition {
  const { state, actions } = next(first.state);
  return { state, actions: [...first.actions, ...actions] };
}

export function report(
  event: Extract<SessionAction, { do: 'report' }>['event'],
  detail: string,
  then: Transition,
): Transition {
  return { state: then.state, actions: [{ do: 'report', event, detail }, ...then.actions] };
}

export function send(state: SessionState, request: Request, atMs: number): Transition {
  const deadlineMs = atMs + limitMs(request);
  return {
    state: { ...state, inFlight: { request, sentAtMs: atMs, deadlineMs }, wakeAtMs: deadlineMs },
    actions: [{ do: 'send', request }],
  };
}

/** Asks what is due, or waits for what will be. */
export function proceed(state: SessionState, atMs: number): Transition {
  const job = nextJob(state, atMs);
  if (!job) return stay({ ...state, wakeAtMs: nextDueMs(state, atMs) });
  const { request, pace } = job;
  const asked: SessionState = {
    ...state,
    slots: { ...state.slots, [request]: slotMs(state, job, atMs) },
    slowTurnAtMs: pace === 'slow' ? atMs : state.slowTurnAtMs,
    vin: request === '0902' ? { ...state.vin, tries: state.vin.tries + 1 } : state.vin,
  };
  return send(asked, request, atMs);
}

export function search(state: SessionState, atMs: number): Transition {
  const phase: Phase = { name: 'searching', failures: 0, sinceMs: atMs, notBeforeMs: atMs };
  const { '0100': _, ...slots } = state.slots;
  return proceed({ ...state, phase, slots }, atMs);
}

export function orBeginAnew(
  state: SessionState,
  atMs: number,
  otherwise: (state: SessionState) => Transition,
): Transition {
  const troubled = { ...state, trouble: state.trouble + 1 };
  return troubled.trouble >= MOST_TROUBLE
    ? beginAnew(troubled, 'damaged answers', atMs)
    : otherwise(troubled);
}

/** From the very beginning: whatever was known of the car may be another car's. */
export function beginAnew(state: SessionState, detail: string, atMs: number): Transition {
  const fresh: SessionState = { ...forgetCar(state), phase: { name: 'resetting', attempts: 0 } };
  return report('adapter-lost', detail, send(fresh, 'ATZ', atMs));
}

export function forgetCar(state: SessionState): SessionState {
  const { recognised, engine, volts, latencyMs } = state;
  return {
    ...INITIAL_STATE,
    recognised,
    latencyMs,
    ...(engine && { engine }),
    ...(volts !== undefined && { volts }),
  };
}
