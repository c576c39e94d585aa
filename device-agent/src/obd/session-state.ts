import type { LineFault } from '../serial/line.js';
import type { MonitorStatus } from './trouble-codes.js';
import type { ValueName, ValueUnit } from './pid-table.js';
import type { Request } from './requests.js';

/** Where the conversation with adapter and car stands. */
export type Phase =
  /** ATZ has been sent: is there an adapter, and does it speak at this rate? */
  | { readonly name: 'resetting'; readonly attempts: number }
  /** The adapter's settings, one after the other. `resume`: what to go on with after a hiccup of the line. */
  | {
      readonly name: 'configuring';
      readonly settings: readonly Request[];
      readonly resume?: 'polling' | 'sparing';
    }
  /** An answer did not come: make the adapter listen again, and make sure that no late answer is on its way. */
  | {
      readonly name: 'resynchronising';
      readonly stage: 'interrupting' | 'identifying';
      readonly resume?: 'polling' | 'sparing';
    }
  /** The adapter is there, the car is not (yet, or any more). */
  | {
      readonly name: 'searching';
      readonly failures: number;
      readonly sinceMs: number;
      /** No search before this moment. */
      readonly notBeforeMs: number;
    }
  /** The car answers; what can it tell? The index of the range of parameters that is asked for. */
  | { readonly name: 'discovering'; readonly range: number }
  | { readonly name: 'polling' }
  /** The battery is low and the engine off: the car is left alone. */
  | { readonly name: 'sparing' }
  /** The line was given up. */
  | { readonly name: 'ended' };

export type PhaseName = Phase['name'];

/** The one request that waits for its answer. */
export interface InFlight {
  readonly request: Request;
  readonly sentAtMs: number;
  readonly deadlineMs: number;
}

export type Engine = 'running' | 'off';

/** What was seen of the engine, since when, and how long that is believed. */
export interface EngineSeen {
  readonly engine: Engine;
  readonly sinceMs: number;
  readonly atMs: number;
  readonly freshForMs: number;
}

/** The trouble codes that have been read since the last report; a list is missing until it has been read. */
export interface CodesRead {
  readonly stored?: readonly string[];
  readonly pending?: readonly string[];
  readonly permanent?: readonly string[];
}

/** One ECU's parameters (numbers), by the ECU's address ('' without headers). */
export type Supported = Readonly<Record<string, readonly number[]>>;

/** Everything that the session knows. Times are monotonic ms. */
export interface SessionState {
  readonly phase: Phase;
  readonly inFlight?: InFlight;
  /** When the machine wants to be told the time, at the latest. */
  readonly wakeAtMs: number;
  /** The adapter has been recognised on this line. */
  readonly recognised: boolean;
  /** Grows with each answer that is late or damaged, gone with the next good one. */
  readonly trouble: number;
  /** What one request to the car takes, ms, smoothed. */
  readonly latencyMs: number;
  /** When each request was due last when it was asked: what the next turn counts from. */
  readonly slots: Readonly<Partial<Record<Request, number>>>;
  /** When each request was answered last. */
  readonly answeredAtMs: Readonly<Partial<Record<Request, number>>>;
  /** How often in a row each request had no answer. */
  readonly misses: Readonly<Partial<Record<Request, number>>>;
  /** When anything but a fast parameter was asked last. */
  readonly slowTurnAtMs: number;
  readonly supported: Supported;
  readonly engine?: EngineSeen;
  readonly speed?: { readonly kmh: number; readonly atMs: number };
  readonly volts?: number;
  /** Since when the battery is low without the engine. */
  readonly lowSinceMs?: number;
  readonly vin: { readonly known: boolean; readonly tries: number };
  readonly monitor?: MonitorStatus;
  readonly codes: CodesRead;
  /** The last report of this session, to see whether the next differs. */
  readonly reported?: string;
}

export type SessionInput =
  /** The line has just been opened. */
  | { readonly input: 'begin'; readonly atMs: number }
  /** The adapter's text up to its prompt. */
  | { readonly input: 'reply'; readonly atMs: number; readonly text: string }
  /** The time, when it is due. `unfinished`: what came without a prompt; `heard`: whether anything came since the last request. */
  | {
      readonly input: 'time';
      readonly atMs: number;
      readonly unfinished: string;
      readonly heard: boolean;
    };

/** The trouble codes of all ECUs at one moment. */
export interface TroubleCodeReport {
  readonly atMs: number;
  readonly mil: boolean;
  readonly stored: readonly string[];
  readonly pending: readonly string[];
  readonly permanent: readonly string[];
}

export type SessionEvent =
  | 'adapter-found'
  | 'adapter-lost'
  | 'car-found'
  | 'car-lost'
  | 'answer-late'
  | 'battery-low'
  | 'battery-recovered';

/** What the driver does, in this order. */
export type SessionAction =
  | { readonly do: 'send'; readonly request: Request }
  | { readonly do: 'recognised' }
  | { readonly do: 'give-up'; readonly fault: LineFault }
  | {
      readonly do: 'value';
      readonly name: ValueName;
      readonly value: number;
      readonly unit: ValueUnit;
      readonly atMs: number;
      /** How long it may be told as the present value. */
      readonly freshForMs: number;
    }
  /** The VIN, to be compared and forgotten. */
  | { readonly do: 'compare-vin'; readonly vin: string }
  | { readonly do: 'trouble-codes'; readonly report: TroubleCodeReport }
  | { readonly do: 'report'; readonly event: SessionEvent; readonly detail: string };

export interface Transition {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}

/** Before the line is opened. */
export const INITIAL_STATE: SessionState = {
  phase: { name: 'resetting', attempts: 0 },
  wakeAtMs: Infinity,
  recognised: false,
  trouble: 0,
  // The recorded adapter's median.
  latencyMs: 60,
  slots: {},
  answeredAtMs: {},
  misses: {},
  slowTurnAtMs: -Infinity,
  supported: {},
  vin: { known: false, tries: 0 },
  codes: {},
};
