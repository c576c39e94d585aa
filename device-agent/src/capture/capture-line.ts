/** Which way bytes went: to the device or from it. */
export type Direction = '>' | '<';

/** One line of a capture: when (UTC), which way, and what, with `\xNN` for bytes that cannot be printed and `\\` for a backslash. */
export function captureLine(time: number, direction: Direction, bytes: Uint8Array): string {
  return `${new Date(time).toISOString().slice(11, 23)} ${direction} ${escaped(bytes)}`;
}

/** What a captured line holds. */
export interface CapturedLine {
  readonly direction: Direction;
  readonly bytes: Buffer;
}

const LINE = /^\d{2}:\d{2}:\d{2}\.\d{3} ([<>]) ?(.*)$/;

/** Reads a line of a capture; undefined when it is none, such as a comment. */
export function parseCaptureLine(line: string): CapturedLine | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, direction, text = ''] = match;
  return { direction: direction === '>' ? '>' : '<', bytes: unescaped(text) };
}

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (byte === 0x5c) return '\\\\';
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}

function unescaped(text: string): Buffer {
  const plain = text.replace(/\\(?:x([0-9a-f]{2})|\\)/g, (_, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}
