import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNmea, type NmeaFix } from '../src/gps/decode-nmea.js';

const NMEA = join(__dirname, '../../recordings/nmea');

/** gpsd's report of a fix, as far as it is compared. */
interface Tpv {
  readonly class: 'TPV';
  readonly mode: number;
  readonly time?: string;
  readonly lat: number;
  readonly lon: number;
  readonly altMSL: number;
  /** m/s, rounded to 0.001. */
  readonly speed: number;
  /** Degrees, where the receiver gives one. */
  readonly track?: number;
}

/** The last report of each dated instant: the one after all of its sentences. */
function gpsdFixes(receiver: string): readonly Tpv[] {
  const lines = readFileSync(join(NMEA, `${receiver}.log.chk`), 'latin1').split('\n');
  const last = new Map<string, Tpv>();
  for (const line of lines.filter((text) => text.startsWith('{"class":"TPV"'))) {
    const tpv = JSON.parse(line) as Tpv;
    if (tpv.time !== undefined) last.set(tpv.time, tpv);
  }
  return [...last.values()];
}

const ours = (receiver: string): readonly NmeaFix[] => [
  ...decodeNmea(readFileSync(join(NMEA, `${receiver}.log`))),
];

const METRES_A_SECOND_IN_KMH = 3.6;

describe.each([
  // The last line of each log is cut; its instant has no complete sentence, and gpsd does not report it either.
  ['bu353s4', 25],
  ['sirfstarv-nmea', 59],
  // Binary noise before the first sentence. It gives no course at a standstill.
  ['ublox-8', 72],
])('the log of %s', (receiver, instants) => {
  const expected = gpsdFixes(receiver);
  const fixes = ours(receiver);

  it(`holds the ${instants} instants that gpsd reports, no more and no fewer`, () => {
    expect(fixes.map(({ time }) => time)).toEqual(expected.map(({ time }) => time));
    expect(fixes).toHaveLength(instants);
  });

  it('gives the fixes that gpsd reports', () => {
    for (const [index, tpv] of expected.entries()) {
      const fix = fixes[index]!;
      expect(Math.abs(fix.latitude! - tpv.lat)).toBeLessThan(1e-6);
      expect(Math.abs(fix.longitude! - tpv.lon)).toBeLessThan(1e-6);
      expect(fix.altitudeMetres).toBeCloseTo(tpv.altMSL, 4);
      expect(Math.abs(fix.speedKmh! / METRES_A_SECOND_IN_KMH - tpv.speed)).toBeLessThan(0.00051);
      expect(fix.courseDegrees).toBe(tpv.track);
      expect(fix.fix).toBe(`${tpv.mode}d`);
      expect(fix.satellites).toBeGreaterThanOrEqual(4);
    }
  });
});
