import { PID_TABLE } from './pid-table.js';
import { mayBeSent } from './requests.js';

const HEX = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);

describe('mayBeSent', () => {
  it('lets through questions of the modes 01, 03, 07, 09 and 0A, and nothing else of any mode', () => {
    const modes = HEX.filter((mode) => mayBeSent(mode));
    expect(modes).toEqual(['03', '07', '0A']);
    const pairs = HEX.flatMap((mode) => HEX.map((pid) => `${mode}${pid}`)).filter(mayBeSent);
    expect(pairs).toEqual(
      ['0100', '0101', '0120', '0140', ...PID_TABLE.map(({ request }) => request), '0902'].sort(),
    );
  });

  it('lets through settings of the adapter that change nothing in the car, and nothing in its memory', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ@', ''];
    const digits = [...'0123456789', ''];
    const settings = letters.flatMap((first) =>
      letters.flatMap((second) => digits.map((digit) => `AT${first}${second}${digit}`)),
    );
    expect([...new Set(settings.filter(mayBeSent))].sort()).toEqual(
      ['ATE0', 'ATH1', 'ATI', 'ATL0', 'ATRV', 'ATS1', 'ATSP0', 'ATZ'].sort(),
    );
    // Programmable parameters, receive-monitoring, own headers, raw messages.
    for (const command of [
      'ATPP0CSV23',
      'ATMA',
      'ATSH7E0',
      'ATCRA7E8',
      'ATD',
      '04',
      '0401',
      '2E',
      'at z',
    ]) {
      expect(mayBeSent(command)).toBe(false);
    }
  });
});
