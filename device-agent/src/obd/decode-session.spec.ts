import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeElmSession } from './decode-session.js';

const RECORDING = join(__dirname, '../../../recordings/elm327-session.txt');

/** SAE J1979's formulas once more, by the letter, for what was recorded: [name, unit, value]. */
function byFormula(reply: string): readonly [string, string, number] {
  const a = Number.parseInt(reply.slice(4, 6), 16);
  const b = Number.parseInt(reply.slice(6, 8), 16);
  switch (reply.slice(0, 4)) {
    case '4104':
      return ['engine_load', '%', (100 / 255) * a];
    case '410B':
      return ['intake_pressure', 'kPa', a];
    case '410C':
      return ['rpm', 'rpm', (256 * a + b) / 4];
    case '410D':
      return ['speed', 'km/h', a];
    case '410F':
      return ['intake_temp', '°C', a - 40];
    case '4110':
      return ['maf', 'g/s', (256 * a + b) / 100];
    case '4111':
      return ['throttle', '%', (100 / 255) * a];
    default:
      throw new Error(`Not recorded: ${reply}`);
  }
}

const decode = (...lines: string[]): unknown[] => [...decodeElmSession(lines)];

describe('decodeElmSession', () => {
  const lines = readFileSync(RECORDING, 'utf8').split('\n');
  const replies = lines.filter((line) => line.slice(13, 14) === '<');

  it('gives the value of each of the 1030 recorded replies', () => {
    const values = [...decodeElmSession(lines)];
    expect(replies).toHaveLength(1030);
    expect(values).toHaveLength(1030);
    values.forEach((decoded, index) => {
      const reply = replies[index]!;
      const [name, unit, value] = byFormula(reply.slice(15));
      expect(decoded).toMatchObject({
        time: reply.slice(0, 12),
        pid: reply.slice(17, 19),
        name,
        unit,
      });
      expect(decoded.value).toBeCloseTo(value, 9);
    });
  });

  it('needs no request above a reply', () => {
    expect([...decodeElmSession(replies)]).toEqual([...decodeElmSession(lines)]);
  });

  it('gives nothing for a reply that was cut anywhere', () => {
    for (const reply of replies) {
      for (let length = 14; length < reply.length; length += 1) {
        expect(decode(reply.slice(0, length))).toEqual([]);
      }
    }
  });

  it.each([
    ['', []],
    ['18:30:00.142 > 01 04', []],
    ['18:30:00.142 > 41 04 2A', []],
    ['18:30:00.380 < NO DATA', []],
    ['18:30:00.380 < SEARCHING...', []],
    ['18:30:00.380 < 41057', []],
    ['18:30:00.380 < 410C2292FF', []],
    ['18:30:00.380 < 4100BE3FA813', []],
    ['18:30:00.380 < 4300', []],
    ['18:30:00.380 < 4103', []],
    ['18:30:00.380 < OK', []],
    ['18:30:00.380 < 0: 49 02 01 57 50 30', []],
    ['no recording at all', []],
    ['18:30:00.380 < 410C2292', ['0C rpm 2212.5 rpm']],
    ['18:30:00.380 < 41 0C 22 92 ', ['0C rpm 2212.5 rpm']],
    ['18:30:00.380 < 41 0C 22 92 \r', ['0C rpm 2212.5 rpm']],
    ['18:30:00.380 < 7E8 04 41 0C 22 92 00 00 00', ['0C rpm 2212.5 rpm']],
    ['18:30:00.380 < SEARCHING...410C2292', ['0C rpm 2212.5 rpm']],
    ['18:30:00.380 < 414642', ['46 ambiant_air_temp 26 °C']],
    ['18:30:00.380 < 415104', ['51 fuel_type 4 code']],
    ['18:30:00.380 < 13.1V', ['ATRV battery_voltage 13.1 V']],
  ])('reads %p as %j', (line, expected) => {
    const said = [...decodeElmSession([line])].map(
      ({ pid, name, value, unit }) => `${pid} ${name} ${value} ${unit}`,
    );
    expect(said).toEqual(expected);
  });
});
