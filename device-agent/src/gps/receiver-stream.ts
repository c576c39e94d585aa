import { parseArduinoLine } from './arduino-line.js';
import {
  addSentence,
  endEpoch,
  NO_SENTENCES,
  tellNow,
  type AssemblerState,
  type Assembly,
} from './epoch-assembler.js';
import { LineSplitter } from './line-splitter.js';
import { parseSentence } from './nmea-sentence.js';
import type { ReceiverEpoch } from './receiver-epoch.js';

/** What comes out of a receiver's bytes. */
export type ReceiverNews =
  /** It speaks one of our languages. */
  | { readonly kind: 'language'; readonly language: 'arduino' | 'nmea' }
  /** The microcontroller says something about itself. */
  | { readonly kind: 'board'; readonly millis?: number; readonly firmwareVersion?: string }
  /** An instant of the receiver's is complete. It began to be told at `beganAtMs` (monotonic). */
  | { readonly kind: 'epoch'; readonly epoch: ReceiverEpoch; readonly beganAtMs: number };

/** A receiver that says nothing for so long has told its instant; within one, the slowest ones pause for less. */
const PAUSE_MS = 250;

/** Bytes of a receiver, or of the microcontroller before it, in; instants out. Whatever comes, it never throws. */
export class ReceiverStream {
  private readonly splitter = new LineSplitter();
  private assembler: AssemblerState = NO_SENTENCES;
  private lastSentenceAtMs = -Infinity;

  /** Takes bytes that came at a monotonic moment. */
  push(bytes: Uint8Array, atMs: number): readonly ReceiverNews[] {
    const paused = this.paused(atMs);
    return [...paused, ...this.splitter.push(bytes).flatMap((line) => this.line(line, atMs))];
  }

  /** The instant that is complete because the receiver has paused until `atMs`. */
  paused(atMs: number): readonly ReceiverNews[] {
    return atMs - this.lastSentenceAtMs < PAUSE_MS ? [] : this.take(tellNow(this.assembler));
  }

  /** Nothing more will come. */
  end(): readonly ReceiverNews[] {
    return this.take(endEpoch(this.assembler));
  }

  private line(line: string, atMs: number): readonly ReceiverNews[] {
    const sentence = parseSentence(line);
    if (sentence) {
      this.lastSentenceAtMs = atMs;
      const news = this.take(addSentence(this.assembler, sentence, atMs));
      return [{ kind: 'language', language: 'nmea' }, ...news];
    }
    const arduino = parseArduinoLine(line);
    if (!arduino) return [];
    const { epoch, ...board } = arduino;
    return [
      { kind: 'language', language: 'arduino' },
      { kind: 'board', ...board },
      ...(epoch ? [{ kind: 'epoch', epoch, beganAtMs: atMs } as const] : []),
    ];
  }

  private take({ state, complete }: Assembly): readonly ReceiverNews[] {
    this.assembler = state;
    return complete.map((epoch) => ({ kind: 'epoch', ...epoch }));
  }
}
