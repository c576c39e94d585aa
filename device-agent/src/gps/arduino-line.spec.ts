import { parseArduinoLine } from './arduino-line.js';

const GPS = {
  sensor: 'gps',
  satellites: 7,
  location: [48.8584, 2.2945],
  altitude: 35.2,
  course: 90.5,
  speed: 50.1,
  datetime: '2026-06-01T08:00:01Z',
  hdop: 1.2,
  fix: '3d',
};
const EPOCH = {
  time: Date.UTC(2026, 5, 1, 8, 0, 1),
  satellites: 7,
  location: [48.8584, 2.2945],
  altitudeMetres: 35.2,
  courseDegrees: 90.5,
  speedKmh: 50.1,
  hdop: 1.2,
  fix: '3d',
};
const BOARD = { sensor: 'arduino', millis: 12_345, firmware: '1.0.0' };

const gpsLine = (changes: object): string => JSON.stringify({ ...GPS, ...changes });

describe("a line of the microcontroller's", () => {
  it.each([
    ['of both sensors', { sensors: [BOARD, GPS] }],
    ['that is a list', [BOARD, GPS]],
    [
      'with a sensor that nobody knows',
      { sensors: [{ sensor: 'breath', permille: 0 }, GPS, BOARD] },
    ],
  ])('%s', (_, json) => {
    expect(parseArduinoLine(JSON.stringify(json))).toEqual({
      millis: 12_345,
      firmwareVersion: '1.0.0',
      epoch: EPOCH,
    });
  });

  it('of one sensor', () => {
    expect(parseArduinoLine(JSON.stringify(BOARD))).toEqual({
      millis: 12_345,
      firmwareVersion: '1.0.0',
    });
    expect(parseArduinoLine(JSON.stringify(GPS))).toEqual({ epoch: EPOCH });
  });

  it('after noise, or after a line that was cut short', () => {
    const line = JSON.stringify({ sensors: [BOARD, GPS] });
    expect(parseArduinoLine(`\x00\xff${line}`)?.epoch).toEqual(EPOCH);
    expect(parseArduinoLine(line.slice(0, 80) + line)?.epoch).toEqual(EPOCH);
  });

  it.each([
    ['', undefined],
    ['{"sensors":[{"sensor":"ardui', undefined],
    ['{"sensors":[]}', undefined],
    ['{"sensor":"obd2"}', undefined],
    ['{"sensor":"arduino","millis":-1,"firmware":7}', {}],
    ['[[1],null,2,"gps"]', undefined],
    ['null', undefined],
    ['$GPGGA,,,,,,0,00,99.99,,,,,,*48', undefined],
  ])('with nothing usable: %s', (line, expected) => {
    expect(parseArduinoLine(line)).toEqual(expected);
  });

  const { satellites, hdop, time } = EPOCH;
  it.each<[object, object]>([
    [{ fix: 'none' }, { time, satellites, hdop, fix: 'none' }],
    [{ satellites: 0 }, { time, satellites: 0, hdop, fix: 'none' }],
    [
      { location: [0, 0], satellites: undefined },
      { time, hdop, fix: 'none' },
    ],
    [
      { location: [0, 0], satellites: 0 },
      { time, satellites: 0, hdop, fix: 'none' },
    ],
    [{ location: [91, 0] }, { time, satellites, hdop, fix: 'none' }],
    [{ location: ['48', '2'] }, { time, satellites, hdop, fix: 'none' }],
    [
      { location: undefined, hdop: 99.99 },
      { time, satellites, fix: 'none' },
    ],
  ])('without a fix: %j', (changes, expected) => {
    expect(parseArduinoLine(gpsLine(changes))?.epoch).toEqual(expected);
  });

  it.each([
    ['fix', '4d'],
    ['speed', 900],
    ['speed', 'fast'],
    ['speed', null],
    ['course', -1],
    ['altitude', 30_000],
    ['satellites', 7.5],
    ['hdop', -1],
    ['datetime', '2000-00-00T00:00:00Z'],
    ['datetime', '2026-02-30T00:00:00Z'],
    ['datetime', 'yesterday'],
    ['datetime', 1_780_000_000],
  ])('whose %s is %p lacks it', (key, value) => {
    const rest = parseArduinoLine(gpsLine({ [key]: undefined }))?.epoch;
    expect(parseArduinoLine(gpsLine({ [key]: value }))?.epoch).toEqual(rest);
  });
});
