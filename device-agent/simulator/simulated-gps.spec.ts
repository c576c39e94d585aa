import GPS from 'gps';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import type { Car, CarState } from './car.js';
import { nmeaSentences, sentence } from './nmea-sentences.js';
import { SimulatedGps } from './simulated-gps.js';

const NOW = Date.UTC(2026, 0, 5, 8, 59, 58);

/** Drives north-east and turns, a hundred metres a second for the eye. */
const DRIVE = (time: number): CarState => ({
  engine: 'running',
  isReceiverPowered: true,
  gps: {
    sensor: 'gps',
    location: [-33.123456 + (time - NOW) / 1e6, 7.000001 + (time - NOW) / 1e6],
    speed: 36.5,
    course: 359.25,
    altitude: 61.25,
    hdop: 0.85,
  },
});

/** All that a receiver says in so many seconds: [ms after NOW, text]. */
async function listen(
  at: (time: number) => CarState,
  seconds: number,
  form: 'nmea' | 'arduino' = 'nmea',
): Promise<readonly (readonly [number, string])[]> {
  const clock = new ManualClock(NOW);
  const car: Car = { vin: '', measures: new Set(), at };
  const device = new SimulatedGps(car, clock, { seed: 'test', form });
  const said: [number, string][] = [];
  device.opened(9600, (bytes) =>
    said.push([clock.now() - NOW, Buffer.from(bytes).toString('latin1')]),
  );
  await clock.sleep(seconds * 1000 + 500);
  device.closed();
  const before = said.length;
  await clock.sleep(5000);
  expect(said).toHaveLength(before);
  return said;
}

const textOf = (said: readonly (readonly [number, string])[]): string =>
  said.map(([, text]) => text).join('');

describe('SimulatedGps', () => {
  it('tells the car’s place once a second in one burst, as real decoders read it', async () => {
    const said = await listen(DRIVE, 10);
    for (const [at] of said) expect(at % 1000).toBeLessThan(200);
    const lines = textOf(said).trimEnd().split('\r\n');
    expect(lines).toHaveLength(30);
    const fixes = lines.flatMap((line) => {
      const data = GPS.Parse(line);
      expect(data && data.valid).toBe(true);
      return data && data.type === 'RMC' && data.status === 'active' ? [data] : [];
    });
    expect(fixes).toHaveLength(8);
    for (const { time, lat, lon, speed, track } of fixes) {
      const truth = DRIVE(time?.getTime() ?? 0).gps;
      expect(lat).toBeCloseTo(truth?.location?.[0] ?? NaN, 6);
      expect(lon).toBeCloseTo(truth?.location?.[1] ?? NaN, 6);
      expect(speed).toBeCloseTo(36.5, 2);
      expect(track).toBe(359.25);
    }
    expect(lines[6]).toMatch(/^\$GPGGA,090001\.000,.*,S,.*,E,1,,0\.85,61\.25,M,,M,,\*/);
  });

  it('has no fix right after power-up, and says nothing without power', async () => {
    const said = await listen(
      (time) => ({ ...DRIVE(time), isReceiverPowered: time > NOW + 3000 }),
      8,
    );
    const rmc = textOf(said)
      .split('\r\n')
      .filter((line) => line.startsWith('$GPRMC'));
    expect(rmc.map((line) => line.split(',')[2])).toEqual(['V', 'V', 'A', 'A', 'A']);
    expect(rmc[0]).toMatch(/^\$GPRMC,090002\.000,V,,,,,,,050126,,,N\*/);
    expect(Math.min(...said.map(([at]) => at))).toBeGreaterThan(4000);
  });

  it('speaks as the microcontroller does', async () => {
    const said = await listen(DRIVE, 4, 'arduino');
    const lines = textOf(said).trimEnd().split('\n');
    const fix = DRIVE(NOW + 3000).gps;
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      ...[1, 2].map((second) => ({
        sensors: [
          { sensor: 'arduino', millis: expect.any(Number) as number, firmware: '1.0.0' },
          {
            sensor: 'gps',
            fix: 'none',
            datetime: new Date(NOW + second * 1000).toJSON().replace('.000', ''),
          },
        ],
      })),
      {
        sensors: [
          { sensor: 'arduino', millis: expect.any(Number) as number, firmware: '1.0.0' },
          { ...fix, datetime: '2026-01-05T09:00:01Z', fix: '3d' },
        ],
      },
      expect.anything(),
    ]);
  });
});

describe('nmeaSentences', () => {
  it('rounds up to the next degree, and has its checksum right', () => {
    const text = nmeaSentences(NOW, { sensor: 'gps', location: [51.99999999, -0.00000001] });
    expect(text).toContain(',5200.00000,N,00000.00000,W,');
    // A sentence of recordings/nmea.
    const real = 'GPRMC,030719.000,A,3747.0873,S,17518.8938,E,0.69,181.39,311214,,,A';
    expect(sentence(real)).toBe(`$${real}*7D\r\n`);
  });
});
