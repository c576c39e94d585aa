import type { FrameStyle } from './elm-frames.js';

/** What an ELM327 remembers between commands. */
export interface ElmSettings extends FrameStyle {
  readonly echo: boolean;
  readonly lineFeeds: boolean;
  /** Whether it has found the car's protocol; it searches at the first request otherwise. */
  readonly isConnected: boolean;
  /** An empty command repeats the last one. */
  readonly last: string;
}

/** What a command asks of the adapter. */
export type ElmAnswer =
  /** It prints these lines at once. */
  | { readonly kind: 'says'; readonly lines: readonly string[] }
  /** It restarts: a while of silence, then its banner. */
  | { readonly kind: 'restarts' }
  /** It measures the battery. */
  | { readonly kind: 'measures' }
  /** It asks the car. `mostReplies`: it does not wait for more than so many. */
  | {
      readonly kind: 'asks';
      readonly request: readonly number[];
      readonly mostReplies: number | undefined;
    };

/** A command, understood. */
export interface ElmStep {
  readonly settings: ElmSettings;
  readonly answer: ElmAnswer;
}

/** After power-up, ATZ and ATD. */
export const ELM_DEFAULTS: ElmSettings = {
  echo: true,
  lineFeeds: false,
  headers: false,
  spaces: true,
  isConnected: false,
  last: '',
};

/** As the adapter of engines.md names itself. */
export const ELM_BANNER = 'ELM327 v1.5';

const OK: ElmAnswer = { kind: 'says', lines: ['OK'] };
const NOT_UNDERSTOOD: ElmAnswer = { kind: 'says', lines: ['?'] };

/** Settings that this simulation takes and that change nothing in it (ELM327 data sheet, v1.5). */
const WITHOUT_EFFECT =
  /^(AL|NL|AR|AT[012]|ST[0-9A-F]{2}|CAF[01]|CFC[01]|CSM[01]|CV0000|D[01]|FE|JS|KW[01]|LP|M[01]|R[01]|V[01]|SH([0-9A-F]{3}|[0-9A-F]{6})|CRA([0-9A-F]{3})?|SW[0-9A-F]{2}|TA[0-9A-F]{2}|BI|MP)$/;

/** Understands one line (without its end). Pure: the simulated adapter does what comes out. */
export function understand(settings: ElmSettings, text: string): ElmStep {
  const typed = text.replace(/[\s\0]/g, '').toUpperCase();
  const command = typed === '' ? settings.last : typed;
  const remembered = { ...settings, last: command };
  return command.startsWith('AT')
    ? setting(remembered, command.slice(2))
    : { settings: remembered, answer: carRequest(command) };
}

function setting(settings: ElmSettings, name: string): ElmStep {
  const change = SWITCHES[name];
  if (change) return { settings: { ...settings, ...change }, answer: OK };
  if (/^(SP|TP)A?[0-9A-C]{1,2}$/.test(name)) {
    // What is chosen by hand has to be this car's protocol; 0 searches.
    return { settings: { ...settings, isConnected: /6$/.test(name) }, answer: OK };
  }
  switch (name) {
    case 'Z':
    case 'WS':
      return { settings: { ...ELM_DEFAULTS, last: settings.last }, answer: { kind: 'restarts' } };
    case 'D':
      return { settings: { ...ELM_DEFAULTS, last: settings.last }, answer: OK };
    case 'PC':
      return { settings: { ...settings, isConnected: false }, answer: OK };
    case 'RV':
      return { settings, answer: { kind: 'measures' } };
    default:
      return { settings, answer: told(settings, name) };
  }
}

const SWITCHES: Readonly<Record<string, Partial<ElmSettings>>> = {
  E0: { echo: false },
  E1: { echo: true },
  L0: { lineFeeds: false },
  L1: { lineFeeds: true },
  H0: { headers: false },
  H1: { headers: true },
  S0: { spaces: false },
  S1: { spaces: true },
};

function told({ isConnected }: ElmSettings, name: string): ElmAnswer {
  switch (name) {
    case 'I':
      return { kind: 'says', lines: [ELM_BANNER] };
    case '@1':
      return { kind: 'says', lines: ['OBDII to RS232 Interpreter'] };
    case 'DP':
      return {
        kind: 'says',
        lines: [isConnected ? 'AUTO, ISO 15765-4 (CAN 11/500)' : 'AUTO'],
      };
    case 'DPN':
      return { kind: 'says', lines: [isConnected ? 'A6' : 'A0'] };
    default:
      return WITHOUT_EFFECT.test(name) ? OK : NOT_UNDERSTOOD;
  }
}

/** Hexadecimal bytes; a digit left over says how many replies are awaited. */
function carRequest(command: string): ElmAnswer {
  if (!/^[0-9A-F]{2,15}$/.test(command)) return NOT_UNDERSTOOD;
  const request = Array.from(Buffer.from(command.slice(0, command.length & ~1), 'hex'));
  const rest = command.length % 2 === 1 ? parseInt(command.slice(-1), 16) : 0;
  return { kind: 'asks', request, mostReplies: rest === 0 ? undefined : rest };
}
