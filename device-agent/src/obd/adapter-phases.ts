import type { LineFault } from '../serial/line.js';
import type { Settled } from './conclusion.js';
import { SET_UP, type Request } from './requests.js';
import { orBeginAnew, proceed, report, search, send } from './session-moves.js';
import type { Phase, SessionState, Transition } from './session-state.js';

/** Of an adapter that answers, but not with its name. */
const MOST_RESETS_OF_SPEAKER = 3;
/** Of one that was there and hangs: 16 s, before the line is opened anew. */
const MOST_RESETS_OF_KNOWN = 8;
/** Of a line on which something came, but no answer. */
const MOST_RESETS_OF_NOISE = 2;

export function found(state: SessionState, version: string, atMs: number): Transition {
  const known = configure({ ...state, recognised: true, trouble: 0 }, SET_UP, atMs);
  if (state.recognised) return known;
  const told = report('adapter-found', version, known);
  return { state: told.state, actions: [{ do: 'recognised' }, ...told.actions] };
}

/** The adapter did not understand: what it had heard before was in the way. */
export function resetAgain(state: SessionState, attempts: number, atMs: number): Transition {
  return resetUpTo(MOST_RESETS_OF_SPEAKER, state, attempts, 'not-recognised', atMs);
}

/** No banner came in time. `heard`: something else did. */
export function resetInVain(
  state: SessionState,
  attempts: number,
  heard: boolean,
  atMs: number,
): Transition {
  // Whoever is silent at an unproven rate is not waited for.
  const most = heard ? MOST_RESETS_OF_NOISE : 1;
  return resetUpTo(most, state, attempts, heard ? 'not-recognised' : 'silent', atMs);
}

function resetUpTo(
  most: number,
  state: SessionState,
  attempts: number,
  fault: LineFault,
  atMs: number,
): Transition {
  if (attempts + 1 < (state.recognised ? MOST_RESETS_OF_KNOWN : most)) {
    return send({ ...state, phase: { name: 'resetting', attempts: attempts + 1 } }, 'ATZ', atMs);
  }
  return {
    state: { ...state, phase: { name: 'ended' }, wakeAtMs: Infinity },
    actions: [{ do: 'give-up', fault }],
  };
}

export function configure(
  state: SessionState,
  settings: readonly Request[],
  atMs: number,
  then?: 'polling' | 'sparing',
): Transition {
  const [first] = settings;
  if (first !== undefined) {
    const phase: Phase = { name: 'configuring', settings, ...(then && { resume: then }) };
    return send({ ...state, phase }, first, atMs);
  }
  if (then) return proceed({ ...state, phase: { name: then } }, atMs);
  return search({ ...state, trouble: 0 }, atMs);
}

export function settleSetting(
  state: SessionState,
  { settings, resume: then }: Extract<Phase, { name: 'configuring' }>,
  { outcome }: Settled,
  atMs: number,
): Transition {
  const [first = 'ATE0', ...rest] = settings;
  // Line feeds and blanks are read either way, and some copies of the adapter do not know the settings.
  const optional = first === 'ATL0' || first === 'ATS1';
  if (outcome === 'done' || (outcome === 'not-understood' && optional)) {
    return configure(state, rest, atMs, then);
  }
  return orBeginAnew(state, atMs, (again) => configure(again, settings, atMs, then));
}

export function identify(
  state: SessionState,
  phase: Extract<Phase, { name: 'resynchronising' }>,
  atMs: number,
): Transition {
  // Answers come in order: once this one is there, no earlier one can come any more.
  return send({ ...state, phase: { ...phase, stage: 'identifying' } }, 'ATI', atMs);
}

/** Settings are made anew (perhaps there was a reset in between), but the car's protocol need not be searched again. */
export function resume(
  state: SessionState,
  then: 'polling' | 'sparing' | undefined,
  atMs: number,
): Transition {
  const settings = then ? SET_UP.filter((setting) => setting !== 'ATSP0') : SET_UP;
  return configure(state, settings, atMs, then);
}
