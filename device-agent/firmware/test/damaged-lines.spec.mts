import { Random } from '../../../test/rig/random.mts';
import { boardReading, contradictions, type GpsEntry } from './board-reading.mts';
import { HostProgram } from './host-program.mts';
import {
  gpsdFixes,
  RECEIVERS,
  recordedBytes,
  sentence,
  type GpsdFix,
  type Receiver,
} from './nmea-recordings.mts';

const host = new HostProgram();

beforeAll(() => host.build());
afterAll(() => host.remove());

async function entries(bytes: Uint8Array): Promise<GpsEntry[]> {
  return (await host.parse(bytes)).flatMap((line) => boardReading(line).gps ?? []);
}

/** What is said otherwise than gpsd; where the date got lost, of any epoch that has this position. */
function wrong(gps: GpsEntry, fixes: Map<number, GpsdFix>): string[] {
  if (gps.datetime !== undefined) {
    const gpsd = fixes.get(Date.parse(gps.datetime));
    return gpsd === undefined ? [`no epoch at ${gps.datetime}`] : contradictions(gps, gpsd);
  }
  const isKnown = [...fixes.values()].some((gpsd) => contradictions(gps, gpsd).length === 0);
  return isKnown ? [] : [`nowhere: ${JSON.stringify(gps)}`];
}

const PRINTABLE = { from: 0x20, to: 0x7f };

function noise(random: Random, length: number): Buffer {
  // Never without a byte that no sentence may have: eight bits of checksum let some printable noise through.
  const bytes = Array.from({ length }, () => Math.floor(random.between(0, 256)));
  return Buffer.from([...bytes, 0xb5]);
}

/** What serial lines do to a sentence (its line end is part of it). */
const DAMAGES: readonly ((line: Buffer, random: Random) => Buffer)[] = [
  (line) => line,
  (line) => line,
  // A bit falls over.
  (line, random) => {
    const copy = Buffer.from(line);
    const at = Math.floor(random.between(0, copy.length));
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << Math.floor(random.between(0, 8))), at);
    return copy;
  },
  // A byte is lost.
  (line, random) => {
    const at = Math.floor(random.between(0, line.length));
    return Buffer.concat([line.subarray(0, at), line.subarray(at + 1)]);
  },
  // A byte is doubled or comes from nowhere.
  (line, random) => {
    const at = Math.floor(random.between(0, line.length));
    const byte = Math.floor(random.between(PRINTABLE.from, PRINTABLE.to));
    return Buffer.concat([line.subarray(0, at), Buffer.from([byte]), line.subarray(at)]);
  },
  // The rest is lost, and the next sentence follows at once.
  (line, random) => line.subarray(0, Math.floor(random.between(0, line.length))),
  // The beginning is lost.
  (line, random) => line.subarray(Math.floor(random.between(1, line.length))),
  // Something binary in the middle, or before.
  (line, random) => {
    const at = Math.floor(random.between(0, line.length));
    return Buffer.concat([line.subarray(0, at), noise(random, 30), line.subarray(at)]);
  },
  (line, random) => Buffer.concat([noise(random, 300), line]),
  // A sentence without an end.
  (line) => Buffer.concat([line.subarray(0, 20), Buffer.alloc(5000, '1'), line.subarray(20)]),
  // It comes twice.
  (line) => Buffer.concat([line, line]),
  (line) => Buffer.alloc(0, line),
];

function sentencesOf(receiver: Receiver): Buffer[] {
  const text = recordedBytes(receiver).toString('latin1');
  return (text.match(/\$G[^$]*?\r?\n/g) ?? []).map((line) => Buffer.from(line, 'latin1'));
}

describe('damaged lines', () => {
  it.each(RECEIVERS)('never make the %s say what it did not say', async (receiver) => {
    const fixes = gpsdFixes(receiver);
    const sentences = sentencesOf(receiver);
    const ROUNDS = 12;
    for (let round = 0; round < ROUNDS; round++) {
      const random = new Random(round);
      // From one damage in three sentences to hardly an undamaged one.
      const share = (round + 1) / ROUNDS;
      const bytes = sentences.map((line) =>
        random.happens(share) ? random.oneOf(DAMAGES)(line, random) : line,
      );
      const said = await entries(Buffer.concat(bytes));
      expect(said.flatMap((gps) => wrong(gps, fixes))).toEqual([]);
      const located = said.filter((gps) => gps.location !== undefined);
      expect(located.length).toBeGreaterThan(fixes.size / 10);
    }
  });
});

const TEXTS = [
  ...[
    '',
    '',
    '0',
    '1',
    '2',
    '3',
    '-1',
    '.',
    '-',
    '-.',
    '..',
    '1.',
    '.5',
    '1.0.0',
    '08',
    '255',
    '256',
  ],
  ...['99.99', '99', '360', '360.001', '323.9', '500', '4294967295', '4294967296', '2147483.648'],
  ...['-2147483.648', '20000', '-1000', '99999999999999999999', '0.00000000000000000001'],
  ...[
    '000000',
    '235959.999',
    '235960',
    '120000.',
    '12000',
    '1200000',
    '010100',
    '290200',
    '290201',
  ],
  ...['9000.0000', '9000.0001', '0000.0000', '8959.99999999', '17959.99999999', '18000', '4404.1'],
  ...['12118.8', 'N', 'S', 'E', 'W', 'A', 'V', 'M', 'D', 'n', 'NN', '\u0020', '*', '"', '\\', '}'],
];

const IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  GPRMC: '120000,A,4404.1,N,12118.8,W,1.5,90,010120,,,A'.split(','),
  GNGGA: '120000,4404.1,N,12118.8,W,1,08,1.1,100.5,M,,M,,'.split(','),
  GPGSA: 'A,3,,,,,,,,,,,,,1,1,1'.split(','),
};

/** A sentence with a right checksum and some wrong, odd or extreme fields. */
function oddSentence(random: Random, index: number): string {
  const kind = random.oneOf(Object.keys(IN_PLACE));
  const fields = (IN_PLACE[kind] ?? []).map((field) =>
    random.happens(0.05) ? random.oneOf(TEXTS) : field,
  );
  // Some sentences to the second.
  const second = String(Math.floor(index / 4) % 60).padStart(2, '0');
  const kept = random.happens(0.1) ? fields.slice(0, random.between(0, fields.length)) : fields;
  return sentence([kind, ...kept].join(',').replace('120000', `1200${second}`));
}

function isBetween(value: number | undefined, least: number, most: number): boolean {
  return value === undefined || (value >= least && value <= most);
}

/** Whether the vehicle may send it (wire/src/sensors.dto.ts), and nothing of it is more than the fix allows. */
function isPossible(gps: GpsEntry): boolean {
  const [latitude, longitude] = gps.location ?? [];
  const values = [latitude, gps.altitude, gps.course, gps.speed, gps.datetime, gps.hdop];
  return (
    isBetween(latitude, -90, 90) &&
    isBetween(longitude, -180, 180) &&
    isBetween(gps.altitude, -1000, 20_000) &&
    isBetween(gps.course, 0, 360) &&
    isBetween(gps.speed, 0, 600) &&
    isBetween(gps.hdop, 0, 98.99) &&
    isBetween(gps.satellites, 0, 255) &&
    (gps.datetime === undefined || !Number.isNaN(Date.parse(gps.datetime))) &&
    (gps.fix === 'none'
      ? values.every((value) => value === undefined)
      : gps.location !== undefined) &&
    (gps.fix !== '2d' || gps.altitude === undefined)
  );
}

describe('odd sentences with a right checksum', () => {
  it('give possible readings or none', async () => {
    const random = new Random(3);
    const SENTENCES = 30_000;
    const text = Array.from({ length: SENTENCES }, (_, index) => oddSentence(random, index)).join(
      '',
    );
    const said = await entries(Buffer.from(text, 'latin1'));
    expect(said.filter((gps) => !isPossible(gps))).toEqual([]);
    expect(said.filter((gps) => gps.fix !== 'none').length).toBeGreaterThan(1000);
  });

  it('and bytes without any sense give nothing', async () => {
    const random = new Random(4);
    const SENSELESS = 1_000_000;
    const alphabet = Buffer.from('$$$*\r\nGPRMCGGA0123456789ABCDEF,,,,.-\u0000\u00ff', 'latin1');
    const bytes = Buffer.alloc(SENSELESS);
    for (let at = 0; at < SENSELESS; at++) {
      bytes[at] = alphabet[Math.floor(random.between(0, alphabet.length))] ?? 0;
    }
    expect(await entries(bytes)).toEqual([]);
  });
});
