import { IngestValidator } from './ingest-validation.js';

const validator = new IngestValidator();

const record = (...sensors: object[]): object => ({
  time: '2026-11-25T12:00:00Z',
  data: { sensors },
});
const gps = (fields: object): object =>
  record({ sensor: 'gps', satellites: 7, location: [45.19, 5.72], ...fields });
const obd2 = (fields: object): object => record({ sensor: 'obd2', ...fields });

describe('recordFault', () => {
  it.each([
    ['a full record', gps({ altitude: 212, course: 10, speed: 50, hdop: 0.9, fix: '3d' })],
    ['no sensors', record()],
    ['missing measures as null', obd2({ rpm: null, speed: null, maf: null })],
    ['a fix that is null', gps({ fix: null, course: null })],
    ['a position of nulls', gps({ location: [null, null] })],
    ['a kind that came later', record({ sensor: 'breathalyser', promille: 'none' })],
    ['fields that nobody knows', { ...obd2({ boost: 'high' }), extra: { any: 1 } }],
    ['the highest engine speed', obd2({ rpm: 16_383.75 })],
    [
      'nonsense of a receiver without satellites',
      gps({ satellites: 0, datetime: '2000-00-00T00:00:00' }),
    ],
    ['a sequence number', { ...record(), seq: 1 }],
    ['no sequence number', { ...record(), seq: null }],
  ])('takes %s', (_, value) => {
    expect(validator.recordFault(value)).toBeUndefined();
  });

  it.each([
    [
      obd2({ rpm: 16_384 }),
      'RECORD.OUT_OF_RANGE',
      'data.sensors[0].rpm (obd2) must be <= 16383.75, not 16384',
    ],
    [
      gps({ location: [91, 5] }),
      'RECORD.OUT_OF_RANGE',
      'data.sensors[0].location[0] (gps) must be <= 90, not 91',
    ],
    [
      gps({ location: [45, -180.5] }),
      'RECORD.OUT_OF_RANGE',
      'data.sensors[0].location[1] (gps) must be >= -180, not -180.5',
    ],
    [
      gps({ location: [45] }),
      'RECORD.MALFORMED',
      'data.sensors[0].location (gps) must NOT have fewer than 2 items',
    ],
    [gps({ location: '45,5' }), 'RECORD.MALFORMED', 'data.sensors[0].location (gps) must be array'],
    [
      gps({ satellites: 2.5 }),
      'RECORD.MALFORMED',
      'data.sensors[0].satellites (gps) must be integer',
    ],
    [
      gps({ fix: '4d' }),
      'RECORD.MALFORMED',
      'data.sensors[0].fix (gps) must be one of none, 2d, 3d',
    ],
    [
      gps({ datetime: 'noon' }),
      'RECORD.BAD_TIME',
      /^data\.sensors\[0\]\.datetime \(gps\) must be an instant/,
    ],
    [obd2({ rpm: '900' }), 'RECORD.MALFORMED', 'data.sensors[0].rpm (obd2) must be number'],
    [obd2({ coolant_temp: -41 }), 'RECORD.OUT_OF_RANGE', /coolant_temp \(obd2\) must be >= -40/],
    [obd2({ maf: 1e400 }), 'RECORD.MALFORMED', 'data.sensors[0].maf (obd2) must be number'],
    [record({ kind: 'gps' }), 'RECORD.MALFORMED', 'data.sensors[0].sensor is missing'],
    [record({ sensor: 7 }), 'RECORD.MALFORMED', 'data.sensors[0].sensor must be string'],
    [
      record(...Array.from({ length: 17 }, () => ({ sensor: 'x' }))),
      'RECORD.MALFORMED',
      'data.sensors must NOT have more than 16 items',
    ],
    [{ ...record(), time: 'yesterday' }, 'RECORD.BAD_TIME', /^time must be an instant by ISO 8601/],
    [{ ...record(), time: 1764000000 }, 'RECORD.BAD_TIME', 'time must be string'],
    [{ data: { sensors: [] } }, 'RECORD.MALFORMED', 'time is missing'],
    [{ ...record(), data: null }, 'RECORD.MALFORMED', /^data must/],
    [{ ...record(), seq: 0 }, 'RECORD.OUT_OF_RANGE', 'seq must be >= 1, not 0'],
    [null, 'RECORD.MALFORMED', 'the record must be object'],
    [
      record({ sensor: 'lidar', points: 'x'.repeat(65_536) }),
      'RECORD.MALFORMED',
      /^data\.sensors\[0\] \(lidar\) must not have more than 65536 bytes/,
    ],
    [
      record({ sensor: 'lidar', deep: JSON.parse('['.repeat(33) + ']'.repeat(33)) as object }),
      'RECORD.MALFORMED',
      /nor 32 levels$/,
    ],
    [[], 'RECORD.MALFORMED', 'the record must be object'],
    ['x', 'RECORD.MALFORMED', 'the record must be object'],
  ])('refuses %j', (value, code, detail) => {
    const fault = validator.recordFault(value);
    expect(fault?.code).toBe(code);
    if (typeof detail === 'string') expect(fault?.detail).toBe(detail);
    else expect(fault?.detail).toMatch(detail);
  });
});

describe('envelopeFaults', () => {
  const envelope = { localtime: '2026-11-25T12:00:00', records: [] };

  it.each([
    ['the least', envelope],
    ['records of any kind: they are looked at one by one', { ...envelope, records: [1, null] }],
    ['pictures of any kind: they are refused one by one', { ...envelope, pictures: [{}] }],
    [
      'nulls',
      { ...envelope, pictures: null, outbox: null, clock: null, status: null, results: null },
    ],
    [
      'every optional part',
      {
        ...envelope,
        outbox: 'b6f4a0de-6f7c-4e1b-9b1e-5d3e9d1f0a11',
        clock: { source: 'gps', uncertainty_ms: 20 },
        trouble_codes: [
          {
            time: '2026-11-25T12:00:00Z',
            mil: true,
            stored: ['P0301'],
            pending: [],
            permanent: [],
          },
        ],
        status: { time: '2026-11-25T12:00:00Z', power: 'parked', outbox_depth: 0, cpu_temp: null },
        results: [{ id: '1', outcome: 'done' }],
        news: 'of later years',
      },
    ],
  ])('takes %s', (_, body) => {
    expect(validator.envelopeFaults(body)).toEqual([]);
  });

  it('names every fault by its place and rule', () => {
    const faults = validator.envelopeFaults({
      records: {},
      outbox: 'mine',
      clock: { source: 'sundial' },
      status: { time: 'now' },
      pictures: Array.from({ length: 9 }, () => ({})),
    });
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      expect.arrayContaining([
        '/localtime required',
        '/records type',
        '/outbox pattern',
        '/clock/source enum',
        '/status/time format',
        '/pictures maxItems',
      ]),
    );
  });

  it.each([null, [], 'x', 7])('refuses %j', (body) => {
    expect(validator.envelopeFaults(body)).not.toEqual([]);
  });
});
