import { epochOf } from './epoch-fix.js';
import type { Sentence } from './nmea-sentence.js';
import type { ReceiverEpoch } from './receiver-epoch.js';

/** The sentences of one instant of the receiver's that have come so far. */
interface OpenEpoch {
  /** Ms since midnight, UTC; missing when the receiver does not know. */
  readonly timeOfDayMs?: number;
  readonly sentences: readonly Sentence[];
  /** When its first sentence had come, monotonic ms. */
  readonly beganAtMs: number;
  /** It has been told: what comes late only teaches what to wait for. */
  readonly isTold: boolean;
}

/** What is known between two sentences. */
export interface AssemblerState {
  readonly open?: OpenEpoch;
  /** How many sentences of each kind the last instants had. */
  readonly recent: readonly Counts[];
}

type Counts = Readonly<Partial<Record<Sentence['kind'], number>>>;

/** An instant of the receiver's, complete. */
export interface AssembledEpoch {
  readonly epoch: ReceiverEpoch;
  /** When its first sentence had come, monotonic ms. */
  readonly beganAtMs: number;
}

/** The next state, and the instants that are complete now: two when one sentence ends one and is all of the next. */
export interface Assembly {
  readonly state: AssemblerState;
  readonly complete: readonly AssembledEpoch[];
}

/** Before an instant's sentences have been seen so often, nobody knows which ones to expect: the first one may be cut. */
const INSTANTS_TO_LEARN = 2;
/** A receiver may send some sentences (GSA, ZDA) every few seconds only. */
const INSTANTS_REMEMBERED = 8;
/** More than any receiver says of one instant. */
const MOST_SENTENCES = 32;

export const NO_SENTENCES: AssemblerState = { recent: [] };

/**
 * Joins the sentences of one instant. It is complete as soon as all have come that the last instants had, so that it need not
 * wait for the next second; or when the next one begins. Pure.
 */
export function addSentence(state: AssemblerState, sentence: Sentence, atMs: number): Assembly {
  const { open } = state;
  if (sentence.kind === 'vtg' && mayHaveRmc(state)) return unchanged(state);
  if (!open || beginsAnother(open, sentence)) {
    // Without a time nobody knows whose it is.
    if (!isTimed(sentence)) return unchanged(state);
    const ended = endEpoch(state);
    const begun = begin(sentence, atMs);
    const next = told({ ...ended.state, open: begun });
    return { state: next.state, complete: [...ended.complete, ...next.complete] };
  }
  if (open.sentences.length >= MOST_SENTENCES) return unchanged(state);
  if (open.sentences.some((other) => isRepeated(other, sentence))) return unchanged(state);
  return told({ ...state, open: { ...open, sentences: [...open.sentences, sentence] } });
}

/** The line has ended: what came so far is all. */
export function endEpoch({ open, recent }: AssemblerState): Assembly {
  if (!open) return unchanged({ recent });
  const remembered = [...recent, countsOf(open.sentences)].slice(-INSTANTS_REMEMBERED);
  return { state: { recent: remembered }, complete: open.isTold ? [] : [completed(open)] };
}

/** The receiver has paused: what came so far is told. What may come late still belongs to the same instant. */
export function tellNow(state: AssemblerState): Assembly {
  const { open } = state;
  if (!open || open.isTold) return unchanged(state);
  return { state: { ...state, open: { ...open, isTold: true } }, complete: [completed(open)] };
}

function completed(open: OpenEpoch): AssembledEpoch {
  return { epoch: epochOf(open.sentences), beganAtMs: open.beganAtMs };
}

function told(state: AssemblerState): Assembly {
  return hasAllExpected(state) ? tellNow(state) : unchanged(state);
}

function unchanged(state: AssemblerState): Assembly {
  return { state, complete: [] };
}

function hasAllExpected(state: AssemblerState): boolean {
  const { open, recent } = state;
  if (!open || recent.length < INSTANTS_TO_LEARN) return false;
  const counts = countsOf(open.sentences);
  const kinds = mayHaveRmc(state) ? KINDS.filter((kind) => kind !== 'vtg') : KINDS;
  return kinds.every((kind) =>
    recent.every((instant) => (counts[kind] ?? 0) >= (instant[kind] ?? 0)),
  );
}

/** A VTG has no time: beside RMC, which says the same, it would only be mistaken for another instant's when some are lost. */
function mayHaveRmc({ recent }: AssemblerState): boolean {
  return recent.length < INSTANTS_TO_LEARN || recent.some(({ rmc = 0 }) => rmc > 0);
}

const KINDS = ['gga', 'rmc', 'zda', 'gsa', 'vtg'] as const satisfies Sentence['kind'][];

function countsOf(sentences: readonly Sentence[]): Counts {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, sentences.filter((sentence) => sentence.kind === kind).length]),
  );
}

function isTimed(sentence: Sentence): boolean {
  return sentence.kind === 'gga' || sentence.kind === 'rmc' || sentence.kind === 'zda';
}

function begin(sentence: Sentence, atMs: number): OpenEpoch {
  const time = timeOfDayOf(sentence);
  return {
    ...(time === undefined ? {} : { timeOfDayMs: time }),
    sentences: [sentence],
    beganAtMs: atMs,
    isTold: false,
  };
}

function timeOfDayOf(sentence: Sentence): number | undefined {
  return 'timeOfDayMs' in sentence ? sentence.timeOfDayMs : undefined;
}

/** Sentences without a time of their own belong to the instant before them; where nobody knows the time, a second one of a kind begins the next. */
function beginsAnother(open: OpenEpoch, sentence: Sentence): boolean {
  if (!isTimed(sentence)) return false;
  const time = timeOfDayOf(sentence);
  if (time !== open.timeOfDayMs) return true;
  return time === undefined && open.sentences.some((other) => isRepeated(other, sentence));
}

function isRepeated(one: Sentence, other: Sentence): boolean {
  return isTimed(one) && one.kind === other.kind && one.talker === other.talker;
}
