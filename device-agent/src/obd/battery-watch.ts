import { withEngine } from './car-answers.js';
import { freshForMs } from './schedule.js';
import type { SessionState, Transition } from './session-state.js';

/** What a 12 V or 24 V system can show; outside, the adapter has no voltage to tell (some say 0.0). */
const BELIEVABLE_VOLTS = { least: 6, most: 36 };
/**
 * A 12 V lead-acid battery at rest shows about 12.6 V when full, 12.0 V at a quarter of its charge, 11.6 to 11.9 V when flat
 * (the makers' tables of open-circuit voltage, such as Battery University BU-903).
 */
const LOW_VOLTS = 11.8;
const RECOVERED_VOLTS = 12.6;
/** An engine that is being started draws the battery below 10 V for some seconds: only what lasts longer is a low battery. */
const LOW_FOR_MS = 60_000;
/** In sparing mode the next look at the battery comes after five minutes. */
const SPARING_OFF_FRESH_MS = 450_000;

/** Takes the adapter's reading of the battery: a low one without the engine ends all requests to the car, until it has recovered. */
export function takeVoltage(state: SessionState, volts: number, atMs: number): Transition {
  if (volts < BELIEVABLE_VOLTS.least || volts > BELIEVABLE_VOLTS.most) {
    return { state, actions: [] };
  }
  const measured = withLow({ ...state, volts }, volts, atMs);
  const value = {
    do: 'value',
    name: 'battery_voltage',
    value: volts,
    unit: 'V',
    atMs,
    freshForMs: freshForMs(state, 'ATRV', atMs),
  } as const;
  const next = spareOrNot(measured, volts, atMs);
  return { state: next.state, actions: [value, ...next.actions] };
}

function withLow(state: SessionState, volts: number, atMs: number): SessionState {
  const { lowSinceMs, ...rest } = state;
  const low = volts < LOW_VOLTS && state.engine?.engine !== 'running';
  return low ? { ...rest, lowSinceMs: lowSinceMs ?? atMs } : rest;
}

function spareOrNot(state: SessionState, volts: number, atMs: number): Transition {
  const { phase, lowSinceMs } = state;
  if (phase.name === 'sparing') {
    if (volts < RECOVERED_VOLTS) {
      return { state: withEngine(state, 'off', atMs, SPARING_OFF_FRESH_MS), actions: [] };
    }
    const searching = { name: 'searching', failures: 0, sinceMs: atMs, notBeforeMs: atMs } as const;
    return {
      state: { ...state, phase: searching },
      actions: [{ do: 'report', event: 'battery-recovered', detail: `${volts} V` }],
    };
  }
  if (lowSinceMs === undefined || atMs - lowSinceMs < LOW_FOR_MS) return { state, actions: [] };
  return {
    state: withEngine({ ...state, phase: { name: 'sparing' } }, 'off', atMs, SPARING_OFF_FRESH_MS),
    actions: [{ do: 'report', event: 'battery-low', detail: `${volts} V` }],
  };
}
