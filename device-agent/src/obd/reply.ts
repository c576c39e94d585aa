import { adapterWord, withoutPrelude, type AdapterWord } from './adapter-word.js';
import { readDataLine, type DataLine } from './data-line.js';
import { assemble, type Message } from './messages.js';

/** What the adapter wrote up to its prompt. */
export interface Reply {
  readonly words: readonly AdapterWord[];
  /** The car's whole answers; empty when anything of the reply is damaged. */
  readonly messages: readonly Message[];
  /** Something was in it that is neither a word nor a whole answer. */
  readonly damaged: boolean;
}

/** Words after which nothing of the same reply is believed: something of it was lost or wrong. */
const SPOILING: ReadonlySet<AdapterWord['word']> = new Set<AdapterWord['word']>([
  'data-error',
  'buffer-full',
  'stopped',
  'can-error',
  'bus-error',
  'fb-error',
  'internal-error',
  'low-voltage-reset',
]);

/** Reads a reply's text. `sent` is the command before it: an adapter that still echoes repeats it in front. */
export function readReply(text: string, sent?: string): Reply {
  const words: AdapterWord[] = [];
  const data: DataLine[] = [];
  let damaged = false;
  for (const line of linesOf(text, sent)) {
    const word = adapterWord(line);
    const read = word ? undefined : readDataLine(line);
    if (word) words.push(word);
    else if (read) data.push(read);
    else damaged = true;
  }
  const spoiled = damaged || words.some(({ word }) => SPOILING.has(word));
  const messages = assemble(data);
  return {
    words,
    messages: spoiled || !messages ? [] : messages,
    damaged: damaged || !messages,
  };
}

function linesOf(text: string, sent: string | undefined): readonly string[] {
  const lines = text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(withoutPrelude);
  const isEcho =
    sent !== undefined && lines[0]?.replaceAll(' ', '').toUpperCase() === sent.toUpperCase();
  return isEcho ? lines.slice(1) : lines;
}

/** The longest reply: 127 trouble codes are 256 bytes in 37 frames of 28 characters. A hundred times less than a flood. */
export const LONGEST_REPLY = 4096;
const PROMPT = 0x3e;

/** Cuts what comes into replies, each up to the prompt `>`. */
export class ReplyFramer {
  private pending = '';

  /** Takes bytes as they come; gives the text of each reply that they complete. */
  push(bytes: Uint8Array): readonly string[] {
    const replies: string[] = [];
    for (const byte of bytes) {
      if (byte === PROMPT) {
        replies.push(this.pending);
        this.pending = '';
      } else if (isText(byte)) {
        this.pending += String.fromCharCode(byte);
      }
    }
    // Nobody means so much: the end of it alone is kept, which is damaged.
    if (this.pending.length > LONGEST_REPLY) this.pending = this.pending.slice(-LONGEST_REPLY / 2);
    return replies;
  }

  /** What has come of a reply that is not complete. */
  unfinished(): string {
    return this.pending;
  }
}

/** The data sheet warns of stray 00; neither they nor anything else that no adapter writes is part of a reply. */
function isText(byte: number): boolean {
  return byte === 0x0d || byte === 0x0a || (byte >= 0x20 && byte < 0x7f);
}
