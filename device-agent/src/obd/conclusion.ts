import type { AdapterWord, WordName } from './adapter-word.js';
import type { Message } from './messages.js';
import type { Reply } from './reply.js';
import { isForAdapter, type Request } from './requests.js';

/** What a reply means for the request that is in flight. */
export type Conclusion =
  | { readonly outcome: 'banner'; readonly version: string }
  | { readonly outcome: 'done' }
  | { readonly outcome: 'voltage'; readonly volts: number }
  /** The car's answers to just this request. */
  | { readonly outcome: 'answered'; readonly messages: readonly Message[] }
  /** The car, or the one ECU, has no answer to this. */
  | { readonly outcome: 'no-answer' }
  /** There is no car at the other end of the bus. */
  | { readonly outcome: 'no-car'; readonly word: WordName }
  /** The adapter did not understand the request. */
  | { readonly outcome: 'not-understood' }
  /** An answer came, and something of it is lost. */
  | { readonly outcome: 'damaged' }
  /** The adapter has been reset meanwhile: it is as new. */
  | { readonly outcome: 'restarted' }
  /** The adapter cannot go on without a reset. */
  | { readonly outcome: 'adapter-lost'; readonly word: WordName }
  /** Not an answer to this request: a late or stray one. The right one is still to come. */
  | { readonly outcome: 'unfitting' };

/** A conclusion after which the request is no longer in flight. */
export type Settled = Exclude<Conclusion, { outcome: 'unfitting' | 'adapter-lost' | 'restarted' }>;

const DAMAGED: Conclusion = { outcome: 'damaged' };
const UNFITTING: Conclusion = { outcome: 'unfitting' };
const REFUSAL = 0x7f;

/** Reads a reply as the answer to a request. */
export function conclude(request: Request, reply: Reply): Conclusion {
  const lost = reply.words.find(({ word }) => ADAPTER_LOST.has(word));
  if (lost) return { outcome: 'adapter-lost', word: lost.word };
  const banner = reply.words.find((word) => word.word === 'banner');
  if (banner) {
    const asked = request === 'ATZ' || request === 'ATI';
    return asked ? { outcome: 'banner', version: banner.version } : { outcome: 'restarted' };
  }
  if (request === '') return { outcome: 'done' };
  return isForAdapter(request) ? adapterSaid(request, reply) : carSaid(request, reply);
}

const ADAPTER_LOST: ReadonlySet<WordName> = new Set<WordName>([
  'low-voltage-reset',
  'low-power-alert',
  'internal-error',
]);

function adapterSaid(request: Request, { words, damaged }: Reply): Conclusion {
  for (const word of words) {
    if (word.word === 'voltage' && request === 'ATRV') {
      return { outcome: 'voltage', volts: word.volts };
    }
    if (word.word === 'ok' && OK_TO.has(request)) return { outcome: 'done' };
    // After STOPPED, too: the request's first letter interrupted something, and its rest makes no sense.
    if (word.word === 'not-understood') return { outcome: 'not-understood' };
  }
  return damaged ? DAMAGED : UNFITTING;
}

const OK_TO: ReadonlySet<Request> = new Set<Request>(['ATE0', 'ATL0', 'ATH1', 'ATS1', 'ATSP0']);

function carSaid(request: Request, reply: Reply): Conclusion {
  const verdicts = reply.words.map(verdict).filter((each) => each !== undefined);
  const [worst] = verdicts.toSorted((a, b) => rank(b) - rank(a));
  if (worst && worst.outcome !== 'no-answer') return worst;
  if (reply.damaged) return DAMAGED;
  const fitting = reply.messages.filter(({ bytes }) => fits(request, bytes));
  const refusals = reply.messages.filter(({ bytes }) => refuses(request, bytes));
  if (fitting.length + refusals.length < reply.messages.length) {
    return fitting.length > 0 ? DAMAGED : UNFITTING;
  }
  if (fitting.length > 0) return { outcome: 'answered', messages: fitting };
  return refusals.length > 0 ? { outcome: 'no-answer' } : (worst ?? UNFITTING);
}

/** What a word alone says about the car; undefined for those that say nothing about it. */
function verdict({ word }: AdapterWord): Conclusion | undefined {
  switch (word) {
    case 'no-data':
    case 'bus-busy':
      return { outcome: 'no-answer' };
    case 'unable-to-connect':
    case 'bus-init-error':
    case 'can-error':
    case 'bus-error':
    case 'fb-error':
      return { outcome: 'no-car', word };
    case 'not-understood':
      return { outcome: 'not-understood' };
    case 'data-error':
    case 'buffer-full':
    case 'stopped':
      return DAMAGED;
    case 'banner':
    case 'ok':
    case 'voltage':
    case 'searching':
    case 'bus-init-ok':
    case 'activity-alert':
    case 'low-power-alert':
    case 'low-voltage-reset':
    case 'internal-error':
      return undefined;
    default:
      return word satisfies never;
  }
}

function rank({ outcome }: Conclusion): number {
  return ['no-answer', 'not-understood', 'damaged', 'no-car'].indexOf(outcome);
}

/** A late answer to another question has another mode or another parameter. */
function fits(request: Request, [mode, pid]: readonly number[]): boolean {
  const asked = Number.parseInt(request.slice(0, 2), 16);
  if (mode !== asked + 0x40) return false;
  return request.length === 2 || pid === Number.parseInt(request.slice(2), 16);
}

function refuses(request: Request, [mode, asked]: readonly number[]): boolean {
  return mode === REFUSAL && asked === Number.parseInt(request.slice(0, 2), 16);
}
