import { boardReading, contradictions, missingValues, type GpsEntry } from './board-reading.mts';
import { HostProgram } from './host-program.mts';
import { gpsdFixes, RECEIVERS, recordedBytes, sentence } from './nmea-recordings.mts';

const host = new HostProgram();

beforeAll(() => host.build());
afterAll(() => host.remove());

/** What the parser makes of these sentences, each given without `$` and checksum; one entry per epoch. */
async function read(...bodies: string[]): Promise<(GpsEntry | undefined)[]> {
  return entries(bodies.map(sentence).join(''));
}

async function entries(bytes: Uint8Array | string): Promise<(GpsEntry | undefined)[]> {
  return (await host.parse(bytes)).map((line) => boardReading(line).gps);
}

const RMC = 'GPRMC,120000.00,A,4717.11399,N,00833.91590,E,10.000,77.52,091202,,,A';
const GGA = 'GPGGA,120000.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,';
const GSA_2D = 'GPGSA,A,2,23,29,07,,,,,,,,,,1.94,1.18,1.54';
const GSA_3D = 'GPGSA,A,3,23,29,07,08,,,,,,,,,1.94,1.18,1.54';
const GSA_NONE = 'GPGSA,A,1,,,,,,,,,,,,,99.99,99.99,99.99';

/** `Line::kCapacity` is larger, and says this number. */
const LONGEST = 262;

const WHOLE: GpsEntry = {
  sensor: 'gps',
  satellites: 8,
  location: [47.2852332, 8.565265],
  altitude: 499.6,
  course: 77.52,
  speed: 18.52,
  datetime: '2002-12-09T12:00:00Z',
  hdop: 1.01,
  fix: '3d',
};

describe('recorded receivers', () => {
  it.each(RECEIVERS)("%s gives gpsd's fixes, all of them", async (receiver) => {
    const fixes = gpsdFixes(receiver);
    const dated = new Map<number, GpsEntry>();
    for (const gps of await entries(recordedBytes(receiver))) {
      if (gps?.datetime !== undefined) dated.set(Date.parse(gps.datetime), gps);
    }
    expect([...dated.keys()]).toEqual([...fixes.keys()]);
    for (const [time, gps] of dated) {
      const gpsd = fixes.get(time);
      if (gpsd === undefined) throw new Error('Both have the same keys.');
      expect(contradictions(gps, gpsd)).toEqual([]);
      expect(missingValues(gps, gpsd)).toEqual([]);
      expect(gps.fix).toBe(`${gpsd.mode}d`);
    }
  });
});

describe('an epoch', () => {
  it('joins RMC, GGA and GSA of one instant, in any order that receivers have', async () => {
    expect(await read(RMC, GGA, GSA_3D)).toEqual([WHOLE]);
    expect(await read(GGA, GSA_3D, RMC)).toEqual([WHOLE]);
  });

  it.each(['GP', 'GN', 'GL', 'GA', 'GB', 'BD', 'QZ'])(
    'is understood of talker %s',
    async (talker) => {
      const bodies = [RMC, GGA, GSA_3D].map((body) => body.replace('GP', talker));
      expect(await read(...bodies)).toEqual([WHOLE]);
    },
  );

  it('is not mixed with the next one', async () => {
    const next = RMC.replace('120000', '120001').replace('4717', '4718');
    const [first, second] = await read(GGA, GSA_3D, next);
    expect(first).toEqual({
      sensor: 'gps',
      satellites: 8,
      location: WHOLE.location,
      altitude: 499.6,
      hdop: 1.01,
      fix: '3d',
    });
    expect(second).toEqual({
      sensor: 'gps',
      location: [47.3018998, 8.565265],
      course: 77.52,
      speed: 18.52,
      datetime: '2002-12-09T12:00:01Z',
      fix: '2d',
    });
  });

  it('keeps the larger number of satellites when each system has its own GGA', async () => {
    const glonass = GGA.replace('GPGGA', 'GLGGA').replace(',08,', ',03,');
    const [gps] = await read(GGA, glonass, GSA_3D, RMC);
    expect(gps?.satellites).toBe(8);
  });

  it('crosses midnight with the date of its own RMC', async () => {
    const late = [RMC, GGA, GSA_3D].map((body) => body.replace('120000', '235959'));
    const early = [GGA, GSA_3D, RMC].map((body) =>
      body.replace('120000', '000000').replace('091202', '101202'),
    );
    const times = (await read(...late, ...early)).map((gps) => gps?.datetime);
    expect(times).toEqual(['2002-12-09T23:59:59Z', '2002-12-10T00:00:00Z']);
  });

  it('is whole again after one with lost sentences', async () => {
    const at = (second: number, ...bodies: string[]): string[] =>
      bodies.map((body) => body.replace('120000', `12000${second}`));
    const all = await read(
      ...at(0, RMC, GGA, GSA_3D),
      ...at(1, RMC),
      ...at(2, RMC, GGA, GSA_3D),
      ...at(3, RMC, GGA, GSA_3D),
      ...at(4, RMC, GGA, GSA_3D),
    );
    const wholes = all.filter((gps) => gps?.altitude !== undefined);
    expect(wholes.map((gps) => gps?.datetime?.slice(17, 19))).toEqual(['00', '02', '03', '04']);
  });

  it('keeps the tenths of a faster receiver', async () => {
    const [gps] = await read(RMC.replace('120000.00', '120000.20'));
    expect(gps?.datetime).toBe('2002-12-09T12:00:00.200Z');
  });
});

describe('no fix', () => {
  const none = { sensor: 'gps', satellites: 8, fix: 'none' };

  it.each([
    ['RMC void', [RMC.replace(',A,', ',V,'), GGA, GSA_3D]],
    ['RMC estimated', [RMC.replace(/A$/, 'E'), GGA, GSA_3D]],
    ['RMC simulated', [RMC.replace(/A$/, 'S'), GGA, GSA_3D]],
    ['GGA without fix', [RMC, GGA.replace(',E,1,', ',E,0,'), GSA_3D]],
    ['GGA estimated', [RMC, GGA.replace(',E,1,', ',E,6,'), GSA_3D]],
    ['GSA without fix', [RMC, GGA, GSA_NONE]],
    ['RMC and GGA in two places', [RMC, GGA.replace('4717.11', '4717.21'), GSA_3D]],
  ])('when %s', async (_, bodies) => {
    expect(await read(...bodies)).toEqual([none]);
  });

  it('of a receiver that knows nothing yet', async () => {
    const bodies = ['GPRMC,,V,,,,,,,,,,N', 'GPGGA,,,,,,0,00,99.99,,,,,,', GSA_NONE];
    const nothing = { sensor: 'gps', satellites: 0, fix: 'none' };
    expect(await read(...bodies, ...bodies)).toEqual([nothing, nothing]);
  });

  it('of a receiver that knows the time alone', async () => {
    const bodies = ['GPRMC,120000.00,V,,,,,,,091202,,,N', 'GPGGA,120000.00,,,,,0,03,9.20,,,,,,'];
    expect(await read(...bodies)).toEqual([{ sensor: 'gps', satellites: 3, fix: 'none' }]);
  });
});

describe('a value that is not there', () => {
  it.each([
    ['altitude in two dimensions', [RMC, GGA, GSA_2D], 'altitude'],
    ['altitude', [RMC, GGA.replace('499.6', ''), GSA_3D], 'altitude'],
    ['impossible altitude', [RMC, GGA.replace('499.6', '20000.1'), GSA_3D], 'altitude'],
    ['unknown HDOP', [RMC, GGA.replace('1.01', '99.99'), GSA_3D], 'hdop'],
    ['speed', [RMC.replace('10.000', ''), GGA, GSA_3D], 'speed'],
    ['impossible speed', [RMC.replace('10.000', '324.0'), GGA, GSA_3D], 'speed'],
    ['absurd speed', [RMC.replace('10.000', '4294967.295'), GGA, GSA_3D], 'speed'],
    ['course', [RMC.replace('77.52', ''), GGA, GSA_3D], 'course'],
    ['impossible course', [RMC.replace('77.52', '360.1'), GGA, GSA_3D], 'course'],
    ['satellites', [RMC, GGA.replace(',08,', ',,'), GSA_3D], 'satellites'],
    ['date', [RMC.replace('091202', ''), GGA, GSA_3D], 'datetime'],
  ] as const)('is left out: %s', async (_, bodies, name) => {
    const [gps] = await read(...bodies);
    const { [name]: omitted, ...rest } = WHOLE;
    expect(omitted).toBeDefined();
    expect({ ...gps, fix: '3d' }).toEqual(rest);
  });
});

describe('a malformed field refuses its sentence', () => {
  it.each([
    RMC.replace('120000.00', '120060.00'),
    RMC.replace('120000.00', '126000.00'),
    RMC.replace('120000.00', '240000.00'),
    RMC.replace('120000.00', ''),
    RMC.replace('120000.00', '12:00:00'),
    RMC.replace('091202', '310602'),
    RMC.replace('091202', '290201'),
    RMC.replace('091202', '001202'),
    RMC.replace('091202', '0912022'),
    RMC.replace(',A,', ',B,'),
    RMC.replace('4717.11399', '4760.00000'),
    RMC.replace('4717.11399', '9000.00001'),
    RMC.replace('4717.11399', '717.11399'),
    RMC.replace('4717.11399', '04717.11399'),
    RMC.replace('4717.11399', ''),
    RMC.replace('00833.91590', '18000.00001'),
    RMC.replace(',N,', ',W,'),
    RMC.replace(',N,', ',,'),
    RMC.replace('10.000', '1O.000'),
    RMC.replace('10.000', '-1.000'),
    RMC.replace('10.000', '4294967.296'),
    RMC.replace('77.52', '7.7.52'),
    GGA.replace('499.6', '--499.6'),
    GGA.replace('499.6,M', '499.6,f'),
    GGA.replace(',1,08,', ',12,08,'),
    `P${RMC.slice(1)}`,
    RMC.replace('GPRMC', 'GPRMCX'),
    RMC.replace('GPRMC', 'RMC'),
  ])('%s', async (body) => {
    expect(await read(body)).toEqual([]);
  });
});

describe('positions', () => {
  it.each([
    ['4717.1139912,N,00833.9159012,E', '[47.2852332,8.5652650]'],
    ['0000.0000000,S,00000.0000060,W', '[0.0000000,-0.0000001]'],
    ['0000.0006,S,00000.0600,W', '[-0.0000100,-0.0010000]'],
    ['9000.0000,N,18000.0000,W', '[90.0000000,-180.0000000]'],
    ['8959.99999999,S,17959.99999999,E', '[-90.0000000,180.0000000]'],
    ['3747,S,17518,E', '[-37.7833333,175.3000000]'],
  ])('%s is printed as %s', async (fields, location) => {
    const [line] = await host.parse(sentence(`GPRMC,120000,A,${fields},,,091202`));
    expect(line).toContain(`"location":${location},`);
  });
});

describe('the line', () => {
  it('has room for the longest reading', async () => {
    const place = '8900.00001,S,17900.00001,W';
    const [line = ''] = await host.parse(
      [
        sentence(`GPRMC,120000.123,A,${place},323.973,359.999,311299,,,A`),
        sentence(`GPGGA,120000.123,${place},1,255,98.99,19999.999,M,,M,,`),
        sentence(GSA_3D),
      ].join(''),
    );
    expect(line).toBe(
      '{"sensors":[{"sensor":"arduino","millis":4294967295,"firmware":"1.0.0"},' +
        '{"sensor":"gps","satellites":255,"location":[-89.0000002,-179.0000002],"altitude":19999.999,' +
        '"course":359.999,"speed":599.998,"datetime":"2099-12-31T12:00:00.123Z","hdop":98.99,"fix":"3d"}]}',
    );
    expect(line.length + '\n'.length).toBe(LONGEST);
  });
});

describe('the pace of lines', () => {
  const steps = (from: number, to: number, by: number): number[] =>
    Array.from({ length: Math.ceil((to - from) / by) }, (_, index) => from + index * by);

  it('is a second while the receiver is silent', async () => {
    expect(await host.pace([0, 3500])).toEqual(steps(0, 3500, 1000).map((at) => `${at} silence`));
  });

  it("is the receiver's at 1 Hz, and its epochs are told at once", async () => {
    const epochs = steps(1730, 9000, 1000);
    expect(await host.pace([0, ...epochs, 9000])).toEqual([
      '0 silence',
      '1000 silence',
      // The last of the board's own seconds was 730 ms ago: not so close.
      '1900 epoch',
      '2800 epoch',
      ...epochs.slice(2).map((at) => `${at} epoch`),
    ]);
  });

  it('is a line a second of a receiver at 5 Hz', async () => {
    const lines = await host.pace([0, ...steps(100, 10_000, 200), 10_000]);
    expect(lines).toEqual(['0 silence', ...steps(1000, 10_000, 1000).map((at) => `${at} epoch`)]);
  });

  it('tells a late epoch from a silent receiver, and tells none twice', async () => {
    expect(await host.pace([0, 0, 1000, 3050, 8100])).toEqual([
      '0 epoch',
      '1000 epoch',
      '2200 without-epoch',
      '3100 epoch',
      '4300 without-epoch',
      '5300 silence',
      '6300 silence',
      '7300 silence',
    ]);
  });

  it("goes on when the board's clock wraps after 49 days", async () => {
    const start = 2 ** 32 - 2500;
    expect(
      await host.pace([start, start + 1000, start + 2000, start + 3000, start + 4500]),
    ).toEqual([
      `${start} silence`,
      ...[1000, 2000, 3000].map((after) => `${start + after} epoch`),
      `${start + 4200} without-epoch`,
    ]);
  });
});
