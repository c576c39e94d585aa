import type { Message } from './messages.js';
import { decodePid, supportedPids } from './pid-table.js';
import type { Request } from './requests.js';
import { freshForMs, heartbeat } from './schedule.js';
import type {
  CodesRead,
  Engine,
  SessionAction,
  SessionState,
  Supported,
  Transition,
} from './session-state.js';
import { monitorStatus, troubleCodes, type CodeMode } from './trouble-codes.js';
import { readVin } from './vin-check.js';

/** A speed that is older says nothing about an engine that stands still now. */
const SPEED_FRESH_MS = 3000;
/** The engine's revolutions are asked each second. */
const RUNNING_FRESH_MS = 5000;
/** A stopped engine is asked after twice a minute, and a search takes up to ten seconds. */
const OFF_FRESH_MS = 45_000;
/** What could not be read is asked again after so long instead of five minutes. */
const CODES_AGAIN_MS = 15_000;
const CODES_EVERY_MS = 300_000;
const ABOUT_CODES: readonly Request[] = ['0101', '03', '07', '0A'];

/** What the car's answer to a request gives; undefined when it is not whole, or the ECUs' words do not fit together. */
export function takeAnswer(
  state: SessionState,
  request: Request,
  messages: readonly Message[],
  atMs: number,
): Transition | undefined {
  switch (request) {
    case '0100':
    case '0120':
    case '0140':
      return { state, actions: [] };
    case '0101':
      return takeMonitor(state, messages);
    case '03':
      return takeCodes(state, 'stored', 0x43, messages);
    case '07':
      return takeCodes(state, 'pending', 0x47, messages);
    case '0A':
      return takeCodes(state, 'permanent', 0x4a, messages);
    case '0902':
      return takeVin(state, messages);
    default:
      return takePid(state, request, messages, atMs);
  }
}

/** What it means that the car has no answer to a request. */
export function takeNoAnswer(state: SessionState, request: Request, atMs: number): SessionState {
  const misses = { ...state.misses, [request]: (state.misses[request] ?? 0) + 1 };
  const missed = { ...state, misses };
  switch (request) {
    // Older cars do not answer at all when they have no codes; that is believed unless the monitor counts some.
    case '03':
      return state.monitor?.storedCodes === 0
        ? withCodes(missed, 'stored', [])
        : askAgainSoon(missed, request, atMs);
    case '07':
      return withCodes(missed, 'pending', []);
    // Permanent codes came with model year 2010.
    case '0A':
      return withCodes(missed, 'permanent', []);
    default:
      return missed;
  }
}

/** Lets a list that was damaged be read again soon, but not at once: others wait, too. */
export function askAgainSoon(state: SessionState, request: Request, atMs: number): SessionState {
  if (request === '0101') return withSlot(state, request, atMs - 45_000);
  if (!ABOUT_CODES.includes(request)) return state;
  return withSlot(state, request, atMs - CODES_EVERY_MS + CODES_AGAIN_MS);
}

function withSlot(state: SessionState, request: Request, slot: number): SessionState {
  return { ...state, slots: { ...state.slots, [request]: slot } };
}

/** What an answer to 0100 (0120, 0140) adds to what the ECUs can tell; undefined when one of them is not whole. */
export function withSupported(
  supported: Supported,
  messages: readonly Message[],
): Supported | undefined {
  let all = supported;
  for (const { ecu = '', bytes } of messages) {
    const pids = supportedPids(bytes);
    if (!pids) return undefined;
    // An ECU may have none of a range; one that is heard twice is believed in what it says both times or once.
    all = { ...all, [ecu]: [...new Set([...(all[ecu] ?? []), ...pids])] };
  }
  return all;
}

/**
 * The message that counts when several ECUs answer: that of the lowest address (the engine's, ISO 15765-4 and SAE J1979) among
 * those that said they know the parameter, or among all when none did. Undefined when that one is missing (its line was lost), or
 * says two different things.
 */
export function chooseMessage(
  messages: readonly Message[],
  pid: number,
  supported: Supported,
): Message | undefined {
  const knowing = Object.keys(supported).filter((ecu) => supported[ecu]?.includes(pid));
  const answering = messages.map(({ ecu = '' }) => ecu);
  const [chosen] = (knowing.length > 0 ? knowing : answering).toSorted();
  const [first, ...others] = messages.filter(({ ecu = '' }) => ecu === chosen);
  const agree = others.every(({ bytes }) => bytes.join() === first?.bytes.join());
  return agree ? first : undefined;
}

function takePid(
  state: SessionState,
  request: Request,
  messages: readonly Message[],
  atMs: number,
): Transition | undefined {
  const pid = Number.parseInt(request.slice(2), 16);
  const chosen = chooseMessage(messages, pid, state.supported);
  const decoded = chosen && decodePid(chosen.bytes);
  if (!decoded) return undefined;
  const { row, value } = decoded;
  const { name, unit } = row;
  const action: SessionAction = {
    do: 'value',
    name,
    value,
    unit,
    atMs,
    freshForMs: freshForMs(state, request, atMs),
  };
  const seen = withEngineFrom(state, name, value, atMs);
  if (request !== heartbeat(state)) return { state: seen, actions: [action] };
  const reported = reportCodes(seen, atMs);
  return { state: reported.state, actions: [action, ...reported.actions] };
}

function withEngineFrom(
  state: SessionState,
  name: string,
  value: number,
  atMs: number,
): SessionState {
  if (name === 'speed') {
    const moving = { ...state, speed: { kmh: value, atMs } };
    // Without revolutions to go by, a car that moves is driven.
    return heartbeat(state) === '0100' && value > 0
      ? withEngine(moving, 'running', atMs, RUNNING_FRESH_MS)
      : moving;
  }
  if (name !== 'rpm') return state;
  // A hybrid that moves on its other motor is driven.
  const moves =
    state.speed !== undefined && state.speed.kmh > 0 && atMs - state.speed.atMs <= SPEED_FRESH_MS;
  return value > 0 || moves
    ? withEngine(state, 'running', atMs, RUNNING_FRESH_MS)
    : withEngine(state, 'off', atMs, OFF_FRESH_MS);
}

/** Notes what was seen of the engine. One that was started asks for the trouble codes anew. */
export function withEngine(
  state: SessionState,
  engine: Engine,
  atMs: number,
  freshMs = OFF_FRESH_MS,
): SessionState {
  const before = state.engine;
  const sinceMs = before?.engine === engine ? before.sinceMs : atMs;
  const seen = { ...state, engine: { engine, sinceMs, atMs, freshForMs: freshMs } };
  return before?.engine === 'off' && engine === 'running' ? withCodesDue(seen) : seen;
}

/** Everything about trouble codes is to be asked now, and told whatever it is. */
export function withCodesDue(state: SessionState): SessionState {
  const { reported: _, monitor: __, ...rest } = state;
  return { ...rest, codes: {}, slots: withoutSlots(state, ABOUT_CODES) };
}

function withoutSlots(
  { slots }: SessionState,
  requests: readonly Request[],
): SessionState['slots'] {
  return Object.fromEntries(
    Object.entries(slots).filter(([request]) => !requests.some((each) => each === request)),
  );
}

function takeMonitor(state: SessionState, messages: readonly Message[]): Transition | undefined {
  const monitor = monitorStatus(messages);
  if (!monitor) return undefined;
  const { monitor: before } = state;
  const changed =
    before !== undefined &&
    (before.mil !== monitor.mil || before.storedCodes !== monitor.storedCodes);
  const slots = changed ? withoutSlots(state, ['03', '07', '0A']) : state.slots;
  const codes = changed ? {} : state.codes;
  return { state: { ...state, monitor, slots, codes }, actions: [] };
}

function takeCodes(
  state: SessionState,
  list: keyof CodesRead,
  mode: CodeMode,
  messages: readonly Message[],
): Transition | undefined {
  const codes = troubleCodes(mode, messages);
  return codes && { state: withCodes(state, list, codes), actions: [] };
}

function withCodes(
  state: SessionState,
  list: keyof CodesRead,
  codes: readonly string[],
): SessionState {
  return { ...state, codes: { ...state.codes, [list]: codes } };
}

/**
 * Tells the trouble codes once all three lists and the lamp are known, if they are new. Only after the car has answered to
 * something else: one that has just been switched off answers "no data" to everything, which is not "no codes".
 */
function reportCodes(state: SessionState, atMs: number): Transition {
  const { stored, pending, permanent } = state.codes;
  if (!stored || !pending || !permanent || !state.monitor) return { state, actions: [] };
  const { mil } = state.monitor;
  const reported = JSON.stringify([mil, stored, pending, permanent]);
  const told = { ...state, codes: {}, reported };
  if (reported === state.reported) return { state: told, actions: [] };
  const report = { atMs, mil, stored, pending, permanent };
  return { state: told, actions: [{ do: 'trouble-codes', report }] };
}

function takeVin(state: SessionState, messages: readonly Message[]): Transition | undefined {
  const [first] = [...new Set(messages.map(({ ecu = '' }) => ecu))].sort();
  const vin = readVin(messages.filter(({ ecu = '' }) => ecu === first));
  if (vin === undefined) return undefined;
  return {
    state: { ...state, vin: { ...state.vin, known: true } },
    actions: [{ do: 'compare-vin', vin }],
  };
}
