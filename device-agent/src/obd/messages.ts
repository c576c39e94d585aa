import type { DataLine } from './data-line.js';

/** A whole answer of one ECU: its bytes from the mode on. */
export interface Message {
  /** Who sent it (`7E8`, `10`, …); missing when the adapter shows no headers. */
  readonly ecu?: string;
  readonly bytes: readonly number[];
}

/** A message of which not all has come. */
interface Part {
  readonly length: number;
  readonly bytes: readonly number[];
  /** The next line's number, 0 to 15. */
  readonly next: number;
}

interface Assembly {
  readonly messages: readonly Message[];
  /** By sender; the numbered lines, which name none, under ''. */
  readonly open: ReadonlyMap<string, Part>;
}

/**
 * Joins a reply's lines to whole messages: single frames, ISO 15765-2 segments by sender, and the adapter's own numbered form of
 * them. Undefined as soon as anything is missing, doubled, out of order or too long: a reply with damage has no values at all.
 */
export function assemble(lines: readonly DataLine[]): readonly Message[] | undefined {
  let assembly: Assembly | undefined = { messages: [], open: new Map() };
  for (const line of lines) {
    assembly = take(assembly, line);
    if (!assembly) return undefined;
  }
  return assembly.open.size === 0 ? assembly.messages : undefined;
}

function take(assembly: Assembly, line: DataLine): Assembly | undefined {
  switch (line.form) {
    case 'checked':
      return withMessage(assembly, { ecu: line.ecu, bytes: line.message });
    case 'bare':
      return withMessage(assembly, { bytes: line.message });
    case 'can':
      return takeFrame(assembly, line.ecu, line.frame);
    case 'length':
      return open(assembly, '', { length: line.bytes, bytes: [], next: 0 });
    case 'numbered':
      // The first line of the numbered form holds the six bytes of the first frame, the others seven.
      return takeSegment(assembly, '', line.index, line.part, line.index === 0 ? 6 : 7);
    case 'damaged':
      return undefined;
    default:
      return line satisfies never;
  }
}

function withMessage(assembly: Assembly, message: Message): Assembly {
  return { ...assembly, messages: [...assembly.messages, message] };
}

function takeFrame(
  assembly: Assembly,
  ecu: string,
  frame: readonly number[],
): Assembly | undefined {
  const [control = 0, ...rest] = frame;
  const low = control & 0x0f;
  switch (control >> 4) {
    case 0: {
      // Padded to a full frame of eight, or not at all: any other length is a damaged line.
      const whole = low >= 1 && (rest.length === low || (frame.length === 8 && low <= 7));
      return whole ? withMessage(assembly, { ecu, bytes: rest.slice(0, low) }) : undefined;
    }
    case 1: {
      const length = 256 * low + (rest[0] ?? 0);
      if (frame.length !== 8 || length < 8) return undefined;
      return open(assembly, ecu, { length, bytes: rest.slice(1), next: 1 });
    }
    case 2:
      return takeSegment(assembly, ecu, low, rest, 7);
    default:
      return undefined;
  }
}

function open(assembly: Assembly, sender: string, part: Part): Assembly | undefined {
  if (assembly.open.has(sender) || part.length === 0) return undefined;
  return { ...assembly, open: new Map([...assembly.open, [sender, part]]) };
}

function takeSegment(
  assembly: Assembly,
  sender: string,
  index: number,
  segment: readonly number[],
  full: number,
): Assembly | undefined {
  const part = assembly.open.get(sender);
  if (part?.next !== index) return undefined;
  const missing = part.length - part.bytes.length;
  // Full, or exactly the rest.
  if (segment.length !== full && segment.length !== missing) return undefined;
  const bytes = [...part.bytes, ...segment.slice(0, missing)];
  const others = new Map([...assembly.open].filter(([other]) => other !== sender));
  if (bytes.length < part.length) {
    return {
      ...assembly,
      open: others.set(sender, { ...part, bytes, next: (part.next + 1) % 16 }),
    };
  }
  const message = sender === '' ? { bytes } : { ecu: sender, bytes };
  return { messages: [...assembly.messages, message], open: others };
}
