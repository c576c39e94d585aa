/**
 * Everything that the adapter itself says, as opposed to what it passes on from the car. Meanings: ELM327 data sheet, "Error
 * Messages and Alerts".
 */
export type AdapterWord =
  /** Who it is: after a reset, or asked by ATI. */
  | { readonly word: 'banner'; readonly version: string }
  | { readonly word: 'ok' }
  /** `?`: it did not understand. */
  | { readonly word: 'not-understood' }
  /** `13.1V`, by ATRV. */
  | { readonly word: 'voltage'; readonly volts: number }
  /** It tries one protocol after the other; what came of it follows. */
  | { readonly word: 'searching' }
  /** A slow initialisation went well; the answer follows. */
  | { readonly word: 'bus-init-ok' }
  | { readonly word: 'bus-init-error' }
  /** No protocol found an answer: no car, or ignition off. */
  | { readonly word: 'unable-to-connect' }
  /** The car did not answer in time. */
  | { readonly word: 'no-data' }
  | { readonly word: 'can-error' }
  | { readonly word: 'bus-busy' }
  | { readonly word: 'bus-error' }
  /** Its own signal did not come back to it: wiring. */
  | { readonly word: 'fb-error' }
  /** An answer came and was wrong. */
  | { readonly word: 'data-error' }
  /** More came than it could pass on: some is lost. */
  | { readonly word: 'buffer-full' }
  /** A byte from us interrupted it. */
  | { readonly word: 'stopped' }
  /** It may go to sleep soon for want of activity. */
  | { readonly word: 'activity-alert' }
  /** It goes to sleep within two seconds. */
  | { readonly word: 'low-power-alert' }
  /** Its supply broke in (an engine being started): it has been reset. */
  | { readonly word: 'low-voltage-reset' }
  /** A fault of its own; settings may be lost. */
  | { readonly word: 'internal-error'; readonly code: string };

export type WordName = AdapterWord['word'];

/** Text without blanks, capitals, to word. */
const FIXED: ReadonlyMap<string, AdapterWord> = new Map<string, AdapterWord>([
  ['OK', { word: 'ok' }],
  ['?', { word: 'not-understood' }],
  ['SEARCHING', { word: 'searching' }],
  ['NODATA', { word: 'no-data' }],
  ['UNABLETOCONNECT', { word: 'unable-to-connect' }],
  ['CANERROR', { word: 'can-error' }],
  ['BUSBUSY', { word: 'bus-busy' }],
  ['BUSERROR', { word: 'bus-error' }],
  ['FBERROR', { word: 'fb-error' }],
  ['DATAERROR', { word: 'data-error' }],
  ['BUFFERFULL', { word: 'buffer-full' }],
  ['STOPPED', { word: 'stopped' }],
  ['ACTALERT', { word: 'activity-alert' }],
  ['!ACTALERT', { word: 'activity-alert' }],
  ['LPALERT', { word: 'low-power-alert' }],
  ['!LPALERT', { word: 'low-power-alert' }],
  ['LVRESET', { word: 'low-voltage-reset' }],
]);

const BANNER = /^ELM3\d\d(V[\dA-Z.]+)$/;
const VOLTAGE = /^(\d{1,2}\.\d)V?$/;
/** `BUS INIT: ...OK`; older adapters write `BUS INIT: OK`, newer ones `BUS INIT: ...ERROR`. */
const BUS_INIT = /^BUSINIT:?\.*(OK|ERROR)$/;
const INTERNAL = /^ERR(\d\d)$/;
/** What stands before an answer on its line as long as a protocol is looked for or initialised. */
const PRELUDE = /^(SEARCHING\.*|BUSINIT:?\.*OK)(?=.)/;

/** The word that a line is; undefined when it is none. */
export function adapterWord(line: string): AdapterWord | undefined {
  const text = compact(line);
  // The adapter shows what it received and says behind it that it was damaged.
  if (/<(DATA|RX)ERROR$/.test(text)) return { word: 'data-error' };
  const fixed = FIXED.get(text.replace(/\.+$/, ''));
  if (fixed) return fixed;
  const version = BANNER.exec(text)?.[1];
  if (version !== undefined) return { word: 'banner', version: version.toLowerCase() };
  const volts = VOLTAGE.exec(text)?.[1];
  if (volts !== undefined) return { word: 'voltage', volts: Number(volts) };
  const init = BUS_INIT.exec(text)?.[1];
  if (init !== undefined) return { word: init === 'OK' ? 'bus-init-ok' : 'bus-init-error' };
  const code = INTERNAL.exec(text)?.[1];
  return code === undefined ? undefined : { word: 'internal-error', code };
}

/** A line whose `SEARCHING...` or `BUS INIT: OK` was not ended before what follows it, as two; any other as it is. */
export function withoutPrelude(line: string): readonly string[] {
  const text = compact(line);
  const prelude = PRELUDE.exec(text)?.[1];
  if (prelude === undefined || /^\.*$/.test(text.slice(prelude.length))) return [line];
  const rest = line.trimStart().replace(/^(SEARCHING|BUS ?INIT: ?)\.*( ?OK)?/i, '');
  return [prelude, rest];
}

/** Whether an unfinished reply says that the adapter is still looking for the car's protocol, which takes its time. */
export function isStillSearching(unfinished: string): boolean {
  return /^(SEARCHING|BUSINIT)/.test(compact(unfinished.trim()));
}

function compact(line: string): string {
  return line.replaceAll(' ', '').toUpperCase();
}
