import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { RecordDto } from '@naif/wire';
import { driveAt } from '../simulator/interpolation.js';
import { parseEnvirocarRecording, sensorsOf } from '../src/replay/envirocar-recording.js';
import { RECORDINGS } from './twins/compiled.js';

const read = (name: string): string => readFileSync(join(RECORDINGS, `${name}.json`), 'utf8');

interface Expected {
  readonly name: string;
  readonly points: number;
  readonly obd2: number;
  readonly begin: string;
  readonly seconds: number;
  readonly location: [number, number];
  readonly speed: number;
}

/** Counted in the files themselves, independently of the parser; `obd2` are points with any value of the car. */
const DRIVES: readonly Expected[] = [
  {
    name: 'dodge-caliber-227bcd',
    points: 368,
    obd2: 367,
    begin: '2020-03-25T16:31:52.000Z',
    seconds: 1850,
    location: [53.0984318, 9.2169689],
    speed: 58.98,
  },
  {
    name: 'dodge-caliber-97fe9e',
    points: 334,
    obd2: 334,
    begin: '2020-03-05T13:22:06.000Z',
    seconds: 1681,
    location: [53.0990448, 9.1885763],
    speed: 92.98,
  },
  {
    name: 'kia-picanto-91124d',
    points: 95,
    obd2: 94,
    begin: '2020-02-28T11:54:19.000Z',
    seconds: 477,
    location: [51.6813682, 7.8089091],
    speed: 10.54,
  },
  {
    name: 'kia-picanto-961060',
    points: 188,
    obd2: 188,
    begin: '2020-03-04T10:23:24.000Z',
    seconds: 952,
    location: [51.6656571, 7.7782357],
    speed: 54.1,
  },
  {
    name: 'kia-picanto-986e6f',
    points: 104,
    obd2: 104,
    begin: '2020-03-05T10:57:46.000Z',
    seconds: 522,
    location: [51.680758, 7.810323],
    speed: 13.3,
  },
  {
    name: 'kia-picanto-986eda',
    points: 99,
    obd2: 98,
    begin: '2020-03-05T15:06:21.000Z',
    seconds: 496,
    location: [51.6810013, 7.8089524],
    speed: 25.73,
  },
  {
    name: 'kia-picanto-9870d8',
    points: 139,
    obd2: 139,
    begin: '2020-03-05T13:36:03.000Z',
    seconds: 700,
    location: [51.6801985, 7.8123399],
    speed: 47.38,
  },
  {
    name: 'skoda-citaro-963f1a',
    points: 177,
    obd2: 176,
    begin: '2020-03-04T11:50:47.000Z',
    seconds: 889,
    location: [50.8390906, 12.9251731],
    speed: 0.0,
  },
];

describe.each(DRIVES)('$name', ({ name, points, obd2, begin, seconds, location, speed }) => {
  const recording = parseEnvirocarRecording(read(name));

  it('has all its points, in their own time', () => {
    expect(recording.points).toHaveLength(points);
    expect(recording.points.filter((point) => point.obd2)).toHaveLength(obd2);
    expect(new Date(recording.recordedAt).toISOString()).toBe(begin);
    expect(recording.lengthMs).toBe(seconds * 1000);
    expect(recording.points.at(-1)?.offsetMs).toBe(seconds * 1000);
  });

  it('begins where it began', () => {
    expect(recording.points[0]?.gps).toMatchObject({ location, speed });
  });

  it('stays inside the wire’s ranges, also between the points', () => {
    for (let offset = 0; offset <= recording.lengthMs; offset += 7000) {
      const instant = driveAt(recording.points, offset);
      const sensors = instant ? [instant.gps, instant.obd2].filter((sensor) => sensor) : [];
      const record = plainToInstance(RecordDto, { time: begin, seq: 1, data: { sensors } });
      expect(validateSync(record, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
    }
  });

  it('says nothing that enviroCar estimated', () => {
    const fields = new Set(
      recording.points.flatMap(sensorsOf).flatMap((sensor) => Object.keys(sensor)),
    );
    expect([...fields].sort()).toEqual(
      [
        ...['altitude', 'course', 'hdop', 'location', 'sensor', 'speed'],
        ...['engine_load', 'intake_pressure', 'intake_temp', 'maf', 'rpm', 'throttle'],
      ]
        .filter((field) => field !== 'hdop' || name !== 'skoda-citaro-963f1a')
        .sort(),
    );
  });
});

it('passes over what enviroCar averaged into nonsense', () => {
  const { points } = parseEnvirocarRecording(read('kia-picanto-91124d'));
  expect(points.filter(({ gps }) => gps?.course !== undefined).length).toBeLessThan(64);
  const hdops = parseEnvirocarRecording(read('kia-picanto-961060')).points.map(
    ({ gps }) => gps?.hdop,
  );
  expect(hdops).toContain(undefined);
  expect(Math.max(...hdops.map((hdop) => hdop ?? 0))).toBeLessThanOrEqual(100);
});
