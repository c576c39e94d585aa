/** One line of what the adapter passes on from the car. Bytes are 0 to 255. */
export type DataLine =
  /** A CAN frame: who sent it, and its data from the protocol control byte on. */
  | { readonly form: 'can'; readonly ecu: string; readonly frame: readonly number[] }
  /** A message of an older protocol, its checksum proven: from the mode on. */
  | { readonly form: 'checked'; readonly ecu: string; readonly message: readonly number[] }
  /** A message without header: from the mode on. */
  | { readonly form: 'bare'; readonly message: readonly number[] }
  /** `014`: so many bytes follow in numbered lines. */
  | { readonly form: 'length'; readonly bytes: number }
  /** `1: 5A 5A …`: part of them. */
  | { readonly form: 'numbered'; readonly index: number; readonly part: readonly number[] }
  /** Looks like data and is not whole. */
  | { readonly form: 'damaged' };

const DAMAGED: DataLine = { form: 'damaged' };
/** The only senders of OBD answers on 11-bit CAN: ISO 15765-4. */
const ELEVEN_BIT = /^7E[89A-F]$/;
/** To the tester (F1) from an ECU, 29-bit CAN: ISO 15765-4. */
const TWENTY_NINE_BIT = [0x18, 0xda, 0xf1];
const LARGEST_FRAME = 8;
/** Header, at most seven data bytes, checksum: SAE J1850, ISO 9141-2, ISO 14230-4 as SAE J1979 uses them. */
const LARGEST_OLDER = 3 + 7 + 1;

/** Reads one line; undefined when it is no data at all. With and without blanks, with and without headers. */
export function readDataLine(line: string): DataLine | undefined {
  const text = line.trim().toUpperCase();
  if (!/^[0-9A-F][0-9A-F: ]*$/.test(text)) return undefined;
  const numbered = /^([0-9A-F]) ?: ?([0-9A-F ]+)$/.exec(text);
  if (numbered) return readNumbered(numbered[1] ?? '', numbered[2] ?? '');
  if (/^[0-9A-F]{3}$/.test(text)) return { form: 'length', bytes: Number.parseInt(text, 16) };
  const [first = '', ...rest] = text.split(' ');
  if (rest.length > 0) return readTokens(first, rest);
  if (first.length % 2 === 1) return elevenBit(first.slice(0, 3), bytesOf(first.slice(3)));
  const bytes = bytesOf(first);
  return bytes === undefined ? DAMAGED : readBytes(bytes);
}

function readNumbered(index: string, text: string): DataLine {
  const part = text.includes(' ') ? bytesOfTokens(text.split(' ')) : bytesOf(text);
  if (part === undefined || part.length === 0 || part.length > 7) return DAMAGED;
  return { form: 'numbered', index: Number.parseInt(index, 16), part };
}

function readTokens(first: string, rest: readonly string[]): DataLine {
  if (first.length === 3) return elevenBit(first, bytesOfTokens(rest));
  const head = first.length === 8 ? bytesOf(first) : bytesOfTokens([first]);
  const tail = bytesOfTokens(rest);
  return head && tail ? readBytes([...head, ...tail]) : DAMAGED;
}

function elevenBit(id: string, frame: readonly number[] | undefined): DataLine {
  if (!ELEVEN_BIT.test(id) || !isFrame(frame)) return DAMAGED;
  return { form: 'can', ecu: id, frame };
}

function isFrame(frame: readonly number[] | undefined): frame is readonly number[] {
  return frame !== undefined && frame.length > 0 && frame.length <= LARGEST_FRAME;
}

function readBytes(bytes: readonly number[]): DataLine {
  if (TWENTY_NINE_BIT.every((byte, index) => bytes[index] === byte)) {
    const frame = bytes.slice(4);
    const ecu = bytes[3];
    return ecu !== undefined && isFrame(frame)
      ? { form: 'can', ecu: ecu.toString(16).toUpperCase().padStart(2, '0'), frame }
      : DAMAGED;
  }
  if (hasOlderHeader(bytes)) return readOlder(bytes);
  const [mode = 0] = bytes;
  return isAnswer(mode) ? { form: 'bare', message: bytes } : DAMAGED;
}

/** Whether a message can begin with this byte: the answer to one of the modes 01 to 0A, or a refusal (7F). */
function isAnswer(mode: number): boolean {
  return (mode >= 0x41 && mode <= 0x4a) || mode === 0x7f;
}

/**
 * `48 6B xx` and `41 6B xx` (ISO 9141-2, SAE J1850) or `8n F1 xx`, `Cn F1 xx` (ISO 14230-4, n data bytes). Nothing that is ever
 * asked for is answered by 41 6B or 48 6B without header: PID 6B is not read, and mode 08 is never sent.
 */
function hasOlderHeader([first = 0, second]: readonly number[]): boolean {
  return (second === 0x6b && (first === 0x48 || first === 0x41)) || isKwp(first, second);
}

function isKwp(first: number, second: number | undefined): boolean {
  return second === 0xf1 && (first & 0x80) !== 0;
}

function readOlder(bytes: readonly number[]): DataLine {
  const [first = 0, second, source = 0] = bytes;
  const covered = bytes.slice(0, -1);
  const message = bytes.slice(3, -1);
  const checksum = bytes.at(-1);
  const whole = message.length > 0 && bytes.length <= LARGEST_OLDER;
  const lengthFits = !isKwp(first, second) || (first & 0x3f) === message.length;
  if (!whole || !lengthFits || !isAnswer(message[0] ?? 0)) return DAMAGED;
  if (checksum !== sumOf(covered) && checksum !== j1850Crc(covered)) return DAMAGED;
  return { form: 'checked', ecu: source.toString(16).toUpperCase().padStart(2, '0'), message };
}

/** ISO 9141-2 and ISO 14230: the sum of all bytes before it. */
export function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** SAE J1850: CRC-8, polynomial 1D, begins with FF, inverted at the end. */
export function j1850Crc(bytes: readonly number[]): number {
  const crc = bytes.reduce((sum, byte) => {
    let rest = sum ^ byte;
    for (let bit = 0; bit < 8; bit += 1) rest = ((rest << 1) ^ (rest & 0x80 ? 0x1d : 0)) & 0xff;
    return rest;
  }, 0xff);
  return crc ^ 0xff;
}

/** Two digits a byte, nothing between them. */
function bytesOf(text: string): readonly number[] | undefined {
  if (text.length % 2 === 1) return undefined;
  return bytesOfTokens(text.match(/../g) ?? []);
}

function bytesOfTokens(tokens: readonly string[]): readonly number[] | undefined {
  if (!tokens.every((token) => /^[0-9A-F]{2}$/.test(token))) return undefined;
  return tokens.map((token) => Number.parseInt(token, 16));
}
