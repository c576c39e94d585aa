import { decodePid, PID_TABLE, supportedPids } from './pid-table.js';

const bytes = (text: string): number[] => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];

describe('decodePid', () => {
  // Worked by hand from SAE J1979; the ends of each range, and something in between.
  it.each([
    ['41 04 00', 'engine_load', 0, '%'],
    ['41 04 FF', 'engine_load', 100, '%'],
    ['41 05 00', 'coolant_temp', -40, '°C'],
    ['41 05 7B', 'coolant_temp', 83, '°C'],
    ['41 05 FF', 'coolant_temp', 215, '°C'],
    ['41 06 00', 'short_fuel_trim', -100, '%'],
    ['41 06 80', 'short_fuel_trim', 0, '%'],
    ['41 07 FF', 'long_fuel_trim', 99.218_75, '%'],
    ['41 0B 33', 'intake_pressure', 51, 'kPa'],
    ['41 0C 14 5F', 'rpm', 1303.75, 'rpm'],
    ['41 0C FF FF', 'rpm', 16_383.75, 'rpm'],
    ['41 0D 36', 'speed', 54, 'km/h'],
    ['41 0F 31', 'intake_temp', 9, '°C'],
    ['41 10 03 DF', 'maf', 9.91, 'g/s'],
    ['41 10 FF FF', 'maf', 655.35, 'g/s'],
    ['41 11 33', 'throttle', 20, '%'],
    ['41 1F 01 02', 'run_time', 258, 's'],
    ['41 21 FF FF', 'distance_mil', 65_535, 'km'],
    ['41 2F 80', 'fuel_level', 50.196_078_431_372_55, '%'],
    ['41 42 37 DC', 'module_voltage', 14.3, 'V'],
    ['41 46 46', 'ambiant_air_temp', 30, '°C'],
    ['41 51 04', 'fuel_type', 4, 'code'],
    ['41 5E 00 55', 'fuel_rate', 4.25, 'L/h'],
  ])('%s is %s %d %s', (text, name, value, unit) => {
    const decoded = decodePid(bytes(text));
    expect(decoded?.row).toMatchObject({ name, unit });
    expect(decoded?.value).toBeCloseTo(value, 10);
  });

  it('refuses a byte too few and a byte too many, of every parameter', () => {
    for (const { pid, bytes: length } of PID_TABLE) {
      const exact = [0x41, Number.parseInt(pid, 16), ...Array<number>(length).fill(0)];
      expect(decodePid(exact)).toBeDefined();
      expect(decodePid(exact.slice(0, -1))).toBeUndefined();
      expect(decodePid([...exact, 0])).toBeUndefined();
    }
  });

  it.each(['', '41', '41 0C', '7F 01 12', '42 0C 14 5F', '49 02 01', '41 03 01 00', '43 00'])(
    'takes %p for no value',
    (text) => {
      expect(decodePid(bytes(text))).toBeUndefined();
    },
  );

  it('asks for each parameter once, by its own name', () => {
    expect(PID_TABLE.map(({ pid }) => pid).toSorted()).toEqual(
      '04 05 06 07 0B 0C 0D 0F 10 11 1F 21 2F 42 46 51 5E'.split(' '),
    );
    expect(new Set(PID_TABLE.map(({ name }) => name)).size).toBe(PID_TABLE.length);
    for (const { pid, request } of PID_TABLE) expect(request).toBe(`01${pid}`);
  });
});

describe('supportedPids', () => {
  it('reads the bitmap of a real car', () => {
    expect(supportedPids(bytes('41 00 BE 3F A8 13'))).toEqual(
      [
        0x01, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x13, 0x15,
        0x1c, 0x1f, 0x20,
      ].sort((a, b) => a - b),
    );
    expect(supportedPids(bytes('41 20 80 00 00 01'))).toEqual([0x21, 0x40]);
  });

  it.each(['41 00 BE 3F A8', '41 00 BE 3F A8 13 00', '41 0C BE 3F A8 13', '43 00', ''])(
    'refuses %p',
    (text) => expect(supportedPids(bytes(text))).toBeUndefined(),
  );
});
