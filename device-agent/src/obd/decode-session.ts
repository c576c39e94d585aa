import { chooseMessage } from './car-answers.js';
import { decodePid, type ValueName, type ValueUnit } from './pid-table.js';
import { readReply } from './reply.js';

/** A value in a recorded session. */
export interface ElmValue {
  /** As the recording has it. */
  readonly time: string;
  /** Two hexadecimal digits of mode 01; `ATRV` for the adapter's own voltage. */
  readonly pid: string;
  readonly name: ValueName;
  readonly value: number;
  readonly unit: ValueUnit;
}

const RECORDED_REPLY = /^\s*(\S+)\s+<\s?([^]*)$/;

/**
 * The values in a recorded session with an ELM327 (recordings/elm327-session.txt): a line holds a time, `>` or `<`, and a request
 * or what the adapter answered, line ends and prompt taken off. Each reply is decoded on its own, whether or not its request is
 * above it, and whether or not it was ever asked for by this driver; what is damaged or holds no value is passed over.
 */
export function* decodeElmSession(lines: Iterable<string>): Iterable<ElmValue> {
  for (const line of lines) {
    const [, time, text] = RECORDED_REPLY.exec(line) ?? [];
    if (time === undefined || text === undefined) continue;
    const { words, messages } = readReply(text.replaceAll('>', ''));
    for (const word of words) {
      if (word.word === 'voltage') {
        yield { time, pid: 'ATRV', name: 'battery_voltage', value: word.volts, unit: 'V' };
      }
    }
    const pid = messages[0]?.bytes[1] ?? 0;
    const decoded = decodePid(chooseMessage(messages, pid, {})?.bytes ?? []);
    if (!decoded) continue;
    const { row, value } = decoded;
    yield { time, pid: row.pid, name: row.name, value, unit: row.unit };
  }
}
