import { ManualClock } from '../adapters/memory/manual-clock.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { ObservedTime } from '../ports/clock.js';
import type { SensorEntry } from '../ports/reading-source.js';
import type { LineReceiver } from '../serial/line.js';
import { GpsReceiver } from './gps-receiver.js';

/** Keeps what it is told instead of believing it. */
class ObservedClock extends ManualClock {
  readonly observed: ObservedTime[] = [];

  override observe(time: ObservedTime): void {
    this.observed.push(time);
  }
}

const NOON = Date.UTC(2026, 5, 1, 12);
const PLACE = '4851.5040,N,00217.6700,E';

function summed(body: string): string {
  const sum = Buffer.from(body).reduce((all, byte) => all ^ byte, 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
}

const hhmmss = (second: number): string => `1200${String(second).padStart(2, '0')}.00`;

/** What a receiver says of a second after noon. */
function burst(second: number, date = '010626'): string {
  return [
    `GPRMC,${hhmmss(second)},A,${PLACE},27.00,090.5,${date},,,A`,
    `GPGGA,${hhmmss(second)},${PLACE},1,07,1.2,35.2,M,47.0,M,,`,
    'GPGSA,A,3,01,02,03,04,05,06,07,,,,,,2.0,1.2,1.6',
  ]
    .map(summed)
    .join('');
}

/** The same without a fix. */
function voidBurst(second: number): string {
  const gga = `GPGGA,${hhmmss(second)},,,,,0,00,99.99,,,,,,`;
  return summed(`GPRMC,${hhmmss(second)},V,,,,,,,010626,,,N`) + summed(gga);
}

const datetime = (second: number): string => new Date(NOON + second * 1000).toISOString();
const gpsEntry = (second: number): object => ({
  sensor: 'gps',
  satellites: 7,
  location: [48.8584, 2.2945],
  altitude: 35.2,
  course: 90.5,
  speed: 50.004,
  datetime: datetime(second),
  hdop: 1.2,
  fix: '3d',
});

function jsonLine(second: number, changes: object = {}): string {
  const gps = { ...gpsEntry(second), ...changes };
  const board = { sensor: 'arduino', millis: 5000 + second * 1000, firmware: '1.0.0' };
  return `${JSON.stringify({ sensors: [board, gps] })}\r\n`;
}

describe('the satellite receiver', () => {
  let clock: ObservedClock;
  let log: SilentLog;
  let gps: GpsReceiver;
  let receiver: LineReceiver;
  let recognitions: number;

  beforeEach(() => {
    clock = new ObservedClock();
    log = new SilentLog();
    gps = new GpsReceiver(clock, log);
    recognitions = 0;
    open();
  });

  function open(): void {
    receiver = gps.opened({
      path: '/dev/naif-gps',
      baudRate: 9600,
      send: () => undefined,
      recognised: () => void (recognitions += 1),
      giveUp: () => undefined,
    });
  }

  const hear = (text: string, atMs: number): void => {
    receiver.received(Buffer.from(text, 'latin1'), atMs);
  };
  const sample = (atMs: number): readonly SensorEntry[] => gps.sample({ atMs });

  it('gives each instant once, to the next reading', () => {
    hear(burst(1), 1100);
    expect(sample(2000)).toEqual([gpsEntry(1)]);
    expect(sample(3000)).toEqual([]);
    hear(burst(2), 3100);
    expect(sample(4000)).toEqual([gpsEntry(2)]);
  });

  it('gives the same from the microcontroller, with its age', () => {
    hear(jsonLine(1), 1100);
    expect(sample(2000)).toEqual([{ sensor: 'arduino', millis: 6000 }, gpsEntry(1)]);
    expect(sample(2500)).toEqual([]);
    expect(gps.firmwareVersion()).toBe('1.0.0');
    expect(log.events).toEqual(['gps.firmware']);
  });

  it('joins the lines of a microcontroller that prints one sensor a line', () => {
    hear('{"sensor":"arduino","millis":77}\r\n{"sensor":"gps","satellites":4,', 1000);
    hear('"location":[48.8,2.2]}\n', 1050);
    expect(sample(1100)).toEqual([
      { sensor: 'arduino', millis: 77 },
      { sensor: 'gps', satellites: 4, location: [48.8, 2.2] },
    ]);
  });

  it('gives nothing that is older than a second and a half', () => {
    hear(jsonLine(1), 1000);
    expect(sample(2501)).toEqual([]);
    hear(jsonLine(2), 3000);
    expect(sample(4500)).toHaveLength(2);
  });

  it('does not give an instant again that is told again', () => {
    hear(jsonLine(1), 1000);
    expect(sample(1500)).toHaveLength(2);
    hear(jsonLine(1), 2000);
    expect(sample(2500)).toEqual([]);
    expect(gps.state(8000)).toBe('silent');
  });

  it('says that there is no fix instead of a place', () => {
    hear(voidBurst(1), 1000);
    expect(sample(1500)).toEqual([
      { sensor: 'gps', satellites: 0, datetime: datetime(1), fix: 'none' },
    ]);
    expect(gps.state(1500)).toBe('no-fix');
  });

  it('says how it is', () => {
    expect(gps.state(0)).toBe('silent');
    hear(burst(1), 1100);
    expect(gps.state(2000)).toBe('ok');
    expect(gps.state(9000)).toBe('silent');
    clock.advance(9000);
    receiver.closed();
    expect(gps.state(10_000)).toBe('silent');
    expect(gps.state(15_000)).toBe('missing');
    expect(new GpsReceiver(clock, log).state(0)).toBe('missing');
  });

  it.each([
    ['NMEA', burst(1), true],
    ['the JSON of its microcontroller', jsonLine(1), true],
    ['sentences of no use', summed('GPTXT,01,01,02,u-blox'), true],
    ['noise', '\xff\x00\x81$$$*00\r\n{"a":1}\r\n', false],
    ['an adapter', 'ELM327 v1.5\r\r>', false],
  ])('recognises %s', (_, text, isRecognised) => {
    hear(text, 1000);
    expect(recognitions > 0).toBe(isRecognised);
  });

  it('forgets a half line when another line is opened', () => {
    hear(jsonLine(1).slice(0, -10), 1000);
    open();
    hear(jsonLine(1).slice(-10), 1100);
    expect(sample(1200)).toEqual([]);
  });

  describe('tells the clock the time', () => {
    it('from the second instant on, as of the first byte of each', () => {
      hear(burst(1), 1100);
      hear(burst(2).slice(0, 100), 2100);
      hear(burst(2).slice(100), 2400);
      expect(sample(3000)).toHaveLength(1);
      expect(clock.observed).toEqual([{ time: NOON + 2000, atMs: 2100, uncertaintyMs: 600 }]);
    });

    it('with less certainty through the microcontroller', () => {
      hear(jsonLine(1), 1000);
      hear(jsonLine(2), 2000);
      expect(clock.observed).toEqual([{ time: NOON + 2000, atMs: 2000, uncertaintyMs: 1300 }]);
    });

    it.each<[string, (second: number) => string]>([
      ['without a fix', voidBurst],
      [
        'without a date',
        (second) => summed(`GPGGA,${hhmmss(second)},${PLACE},1,07,1.2,35.2,M,47.0,M,,`),
      ],
      ['from before this program (week roll-over)', (second) => burst(second, '151006')],
      ['from an absurd future', (second) => burst(second, '010679')],
      ['that stands still', (second) => jsonLine(1, { hdop: second / 10 })],
      ['that jumps', (second) => burst((second * 7) % 60)],
      [
        'of three satellites without a place',
        (second) => jsonLine(second, { satellites: 3, location: undefined }),
      ],
    ])('but not one %s', (_, say) => {
      for (let second = 1; second < 10; second += 1) hear(say(second), second * 1000);
      sample(10_000);
      expect(clock.observed).toEqual([]);
    });

    it('and does not pass on a date that it does not believe', () => {
      hear(burst(1, '151006'), 1000);
      expect(sample(1500)).toEqual([{ ...gpsEntry(1), datetime: undefined }]);
    });
  });
});
