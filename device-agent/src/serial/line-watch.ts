import type { LineFault } from './line.js';

/** What is known about an open line's traffic. All moments are monotonic ms. */
export interface WatchState {
  readonly baudRate: number;
  readonly openedAtMs: number;
  readonly firstByteAtMs?: number;
  readonly lastByteAtMs?: number;
  readonly recognisedAtMs?: number;
  /** Bytes that have come and that the line could not have carried yet; runs empty at the flood's limit. */
  readonly excessBytes: number;
}

/** A line on which nothing comes for so long after opening is silent. An Arduino that opening resets needs about 2 s for its first line. */
const SILENT_BEFORE_MS = 4000;
/** Silence of a device that was recognised: receivers speak every second, the slow ones every few. */
const SILENT_AFTER_MS = 8000;
/** From the first byte on; a receiver repeats everything within a second or two. */
const UNRECOGNISED_MS = 3000;
/** 1 start bit, 8 data bits, 1 stop bit. */
const BITS_PER_BYTE = 10;
/** A line carries its baud rate; a USB device behind it may be a little faster, and one that is twice as fast is broken. */
const FLOOD_FACTOR = 2;
/** What may come at once: a busy machine finds all that the kernel has kept meanwhile, up to 4 KiB and its buffers before that. */
const BURST_BYTES = 16_384;

/** A line that has just been opened. */
export function beginWatch(baudRate: number, atMs: number): WatchState {
  return { baudRate, openedAtMs: atMs, excessBytes: 0 };
}

/** So many bytes have come at `atMs`. */
export function bytesCame(state: WatchState, count: number, atMs: number): WatchState {
  const sinceMs = atMs - (state.lastByteAtMs ?? state.openedAtMs);
  const carriedBytes = ((state.baudRate / BITS_PER_BYTE) * FLOOD_FACTOR * sinceMs) / 1000;
  const excessBytes = Math.max(0, state.excessBytes - carriedBytes) + count;
  return {
    ...state,
    excessBytes,
    firstByteAtMs: state.firstByteAtMs ?? atMs,
    lastByteAtMs: atMs,
  };
}

/** The device has been recognised at `atMs`; the first time counts. */
export function deviceRecognised(state: WatchState, atMs: number): WatchState {
  return { ...state, recognisedAtMs: state.recognisedAtMs ?? atMs };
}

/** What is wrong with the line at `atMs`, if anything. `judgesSilence`: see `LineUser`. Pure. */
export function faultOf(
  state: WatchState,
  judgesSilence: boolean,
  atMs: number,
): LineFault | undefined {
  if (state.excessBytes > BURST_BYTES) return 'flooded';
  if (atMs < patienceEndsAt(state, judgesSilence)) return undefined;
  return state.recognisedAtMs === undefined && state.firstByteAtMs !== undefined
    ? 'not-recognised'
    : 'silent';
}

/** Monotonic ms at which the line is at fault if nothing happens until then; `Infinity`: never. */
export function patienceEndsAt(state: WatchState, judgesSilence: boolean): number {
  const { openedAtMs, firstByteAtMs, lastByteAtMs, recognisedAtMs } = state;
  if (recognisedAtMs !== undefined) {
    return judgesSilence ? Infinity : (lastByteAtMs ?? recognisedAtMs) + SILENT_AFTER_MS;
  }
  return firstByteAtMs === undefined
    ? openedAtMs + SILENT_BEFORE_MS
    : firstByteAtMs + UNRECOGNISED_MS;
}
