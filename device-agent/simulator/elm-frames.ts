import type { EcuReply } from './ecu.js';

/** How an adapter prints what it hears (ATH, ATS). */
export interface FrameStyle {
  readonly headers: boolean;
  readonly spaces: boolean;
}

/** Payload bytes of a frame that stands alone; a first frame carries one less, a following one as many (ISO 15765-2). */
const SINGLE = 7;
const FIRST = 6;

/** The lines that an ELM327 prints for one control unit's answer on CAN, without line ends. */
export function framesOf({ canId, payload }: EcuReply, style: FrameStyle): readonly string[] {
  const head = style.headers ? [hex(canId, 3)] : [];
  if (payload.length <= SINGLE) {
    const length = style.headers ? [hexByte(payload.length)] : [];
    return [line([...head, ...length, ...payload.map(hexByte)], style)];
  }
  const parts = [payload.slice(0, FIRST)];
  for (let from = FIRST; from < payload.length; from += SINGLE) {
    parts.push(payload.slice(from, from + SINGLE));
  }
  if (!style.headers) {
    const numbered = parts.map((part, index) => [`${hex(index & 0xf, 1)}:`, ...part.map(hexByte)]);
    return [hex(payload.length, 3), ...numbered.map((words) => line(words, style))];
  }
  return parts.map((part, index) => {
    const kind =
      index === 0 ? [0x10 | (payload.length >> 8), payload.length & 0xff] : [0x20 | (index & 0xf)];
    return line([...head, ...[...kind, ...part].map(hexByte)], style);
  });
}

/** With spaces there is one behind the last byte, too. */
function line(words: readonly string[], { spaces }: FrameStyle): string {
  return spaces ? words.map((word) => `${word} `).join('') : words.join('');
}

function hexByte(value: number): string {
  return hex(value, 2);
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
