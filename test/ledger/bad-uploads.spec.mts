import { gzipSync } from 'node:zlib';
import type { Client } from 'pg';
import {
  BackendProcess,
  connectDatabase,
  endDatabase,
  freePort,
  makeDataDir,
  removeDataDir,
} from '../rig/backend-process.mts';
import { deviceToken, makeVehicles, seedVehicles, type RigVehicle } from '../rig/fleet.mts';
import { memoryMib } from '../rig/process-usage.mts';
import { rawRequest, type RawAnswer } from '../rig/raw-request.mts';

/** Twenty bombs at once may cost the backend at most this, MiB; unpacked they would be 4 GiB. */
const BOMBS_MIB = 250;

interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
}

const START_MS = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

/** Five readings, a second apart, the first of them `from` seconds after the start. */
function batch(from = 0, records = 5): string {
  const list = Array.from({ length: records }, (_, index) => ({
    time: new Date(START_MS + (from + index) * 1000).toISOString(),
    seq: from + index + 1,
    data: {
      sensors: [
        { sensor: 'gps', satellites: 8, location: [51.6, 7.8], speed: 50 },
        { sensor: 'obd2', rpm: 1000 + from + index, speed: 50 },
      ],
    },
  }));
  return JSON.stringify({
    localtime: new Date().toISOString(),
    outbox: '11111111-1111-4111-8111-111111111111',
    records: list,
  });
}

describe('a running backend', () => {
  const dataDir = makeDataDir('bad-uploads');
  const vehicles = makeVehicles(40);
  let backend: BackendProcess;
  let database: Client;
  let port: number;
  let next = 0;
  let vehicle: RigVehicle;
  let pid: number;

  beforeAll(async () => {
    port = await freePort();
    backend = new BackendProcess({ dataDir, port });
    await backend.start();
    pid = backend.pid;
    database = await connectDatabase(dataDir);
    await seedVehicles(database, vehicles);
  }, 60_000);

  afterAll(async () => {
    await database.end();
    await backend.stop();
    await endDatabase(dataDir);
    removeDataDir(dataDir);
  }, 30_000);

  beforeEach(() => {
    vehicle = vehicles[next++] as RigVehicle;
  });

  // Whatever came, it is the same process, and it takes the next upload.
  afterEach(async () => {
    expect(backend.isRunning).toBe(true);
    expect(backend.pid).toBe(pid);
    const { status } = await upload(batch(5000));
    expect(status).toBe(200);
  });

  function head(fields: Readonly<Record<string, string | number>>): string {
    const lines = Object.entries({
      Host: '127.0.0.1',
      Authorization: `Bearer ${deviceToken(vehicle)}`,
      'Content-Type': 'application/json',
      ...fields,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `POST /api/embedded/${vehicle.carId}/UploadData HTTP/1.1\r\n${lines.join('')}\r\n`;
  }

  function upload(
    body: string | Buffer,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    const length = { 'Content-Length': Buffer.byteLength(body) };
    return rawRequest(port, [head({ ...fields, ...length }), body], { then: 'wait' });
  }

  const receipt = ({ body }: RawAnswer): Receipt => JSON.parse(body) as Receipt;
  const codeOf = ({ body }: RawAnswer): unknown => (JSON.parse(body) as { code?: unknown }).code;

  async function rows(): Promise<number> {
    const { rows: found } = await database.query<{ n: number }>(
      `SELECT count(*)::int4 AS n FROM readings JOIN vehicles USING (series)
       WHERE car_id = $1 AND ts < to_timestamp($2)`,
      [vehicle.carId, START_MS / 1000 + 4000],
    );
    return found[0]?.n ?? -1;
  }

  it('stores a batch that arrives several times at once only once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(batch())));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const receipts = answers.map(receipt);
    expect(receipts.reduce((sum, { stored }) => sum + stored, 0)).toBe(5);
    expect(receipts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(35);
    expect(await rows()).toBe(5);
  });

  it('stores overlapping batches at once without losing or doubling any', async () => {
    const answers = await Promise.all([0, 3, 6, 9, 2, 5].map((from) => upload(batch(from))));
    const receipts = answers.map(receipt);
    expect(receipts.reduce((sum, { stored }) => sum + stored, 0)).toBe(14);
    expect(receipts.every(({ stored, duplicates }) => stored + duplicates === 5)).toBe(true);
    expect(await rows()).toBe(14);
  });

  it('takes batches out of order, and the last-known state stays at the newest', async () => {
    for (const from of [20, 0, 10, 30, 5]) expect((await upload(batch(from))).status).toBe(200);
    expect(await rows()).toBe(25);
    const { rows: states } = await database.query<{ ts: Date; rpm: number }>(
      'SELECT ts, rpm FROM vehicle_state JOIN vehicles USING (series) WHERE car_id = $1',
      [vehicle.carId],
    );
    expect(states).toEqual([{ ts: new Date(START_MS + 34_000), rpm: 1034 }]);
  });

  it.each([
    ['plain', (body: string) => Buffer.from(body), {}],
    ['gzip', (body: string) => gzipSync(body), { 'Content-Encoding': 'gzip' }],
  ])(
    'stores nothing of a batch that is half-sent, and all of it when it comes again (%s)',
    async (_name, pack, fields) => {
      const body = pack(batch(0, 100));
      const whole = head({ ...fields, 'Content-Length': body.length });
      for (const share of [0.1, 0.5, 0.99]) {
        const half = body.subarray(0, Math.floor(body.length * share));
        await rawRequest(port, [whole, half], { then: 'destroy' });
      }
      expect(await rows()).toBe(0);
      const answer = await rawRequest(port, [whole, body], { then: 'wait' });
      expect(receipt(answer)).toMatchObject({ stored: 100, duplicates: 0 });
      expect(await rows()).toBe(100);
    },
  );

  it.each<[string, (body: string) => string, 'wait' | 'end', readonly number[]]>([
    ['longer than the body', (body) => `Content-Length: ${body.length + 50}`, 'end', [0, 400]],
    ['shorter than the body', (body) => `Content-Length: ${body.length - 50}`, 'wait', [400]],
    ['negative', () => 'Content-Length: -1', 'wait', [400]],
    ['not a number', () => 'Content-Length: many', 'wait', [400]],
    ['zero', () => 'Content-Length: 0', 'wait', [400]],
    [
      'said twice, differently',
      (body) => `Content-Length: ${body.length}\r\nContent-Length: 5`,
      'wait',
      [400],
    ],
    [
      'beside chunks',
      (body) => `Content-Length: ${body.length}\r\nTransfer-Encoding: chunked`,
      'wait',
      [400],
    ],
    ['immense', () => 'Content-Length: 99999999999', 'wait', [413]],
  ])('stores nothing when Content-Length is %s', async (_name, line, then, expected) => {
    const body = batch();
    const request = head({}).replace(/\r\n\r\n$/, `\r\n${line(body)}\r\n\r\n`);
    const answer = await rawRequest(port, [request, body], { then, patienceMs: 5000 });
    expect(expected).toContain(answer.status);
    expect(answer.statuses).not.toContain(200);
    expect(await rows()).toBe(0);
  });

  it('takes a body in chunks, and nothing of one whose chunks break off', async () => {
    const body = batch();
    const chunk = (part: string): string =>
      `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`;
    const request = head({ 'Transfer-Encoding': 'chunked' });
    const [first, second] = [body.slice(0, 100), body.slice(100)];
    await rawRequest(port, [request, chunk(first)], { then: 'destroy' });
    expect(await rows()).toBe(0);
    const parts = [request, chunk(first), chunk(second), '0\r\n\r\n'];
    expect((await rawRequest(port, parts, { then: 'wait' })).status).toBe(200);
    expect(await rows()).toBe(5);
  });

  it.each<[string, () => Buffer, string, number, string]>([
    ['cut gzip', () => gzipSync(batch()).subarray(0, -12), 'gzip', 400, 'UPLOAD.MALFORMED'],
    ['damaged gzip', () => damaged(gzipSync(batch())), 'gzip', 400, 'UPLOAD.MALFORMED'],
    ['no gzip at all', () => Buffer.from(batch()), 'gzip', 400, 'UPLOAD.MALFORMED'],
    [
      'gzip in gzip',
      () => gzipSync(gzipSync(batch())),
      'gzip, gzip',
      415,
      'UPLOAD.ENCODING_NOT_SUPPORTED',
    ],
    ['gzip that says it is none', () => gzipSync(batch()), 'identity', 400, 'UPLOAD.MALFORMED'],
    ['1001 records', () => gzipSync(batch(0, 1001)), 'gzip', 413, 'UPLOAD.TOO_LARGE'],
    [
      'more than 1 MiB of JSON',
      () => Buffer.from(batch().replace('{', `{"x":"${'x'.repeat(1_048_576)}",`)),
      'identity',
      413,
      'UPLOAD.TOO_LARGE',
    ],
    [
      'more than 8 MiB of JSON',
      () => Buffer.from(batch().replace('{', `{"x":"${'x'.repeat(8_500_000)}",`)),
      'identity',
      413,
      'UPLOAD.TOO_LARGE',
    ],
  ])('refuses %s', async (_name, body, encoding, status, code) => {
    const answer = await upload(body(), { 'Content-Encoding': encoding });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(await rows()).toBe(0);
  });

  it('refuses a token that lives longer than ten minutes', async () => {
    const answer = await upload(batch(), { Authorization: `Bearer ${deviceToken(vehicle, 601)}` });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'DEVICE.TOKEN_INVALID']);
    expect(await rows()).toBe(0);
  });

  it('survives gzip bombs without unpacking them', async () => {
    const json = batch().replace('{', `{"x":"${'x'.repeat(200 * 1_048_576)}",`);
    const bomb = gzipSync(json, { level: 9 });
    const before = memoryMib(pid).highest;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => upload(bomb, { 'Content-Encoding': 'gzip' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 413));
    expect(memoryMib(pid).highest - before).toBeLessThan(BOMBS_MIB);
    expect(await rows()).toBe(0);
  }, 60_000);

  it('survives hundreds of connections that break off', async () => {
    const body = batch();
    const request = head({ 'Content-Length': body.length });
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        rawRequest(port, [request, body.slice(0, index)], { then: 'destroy' }),
      ),
    );
    expect(await rows()).toBe(0);
  });
});

function damaged(packed: Buffer): Buffer {
  const copy = Buffer.from(packed);
  const middle = Math.floor(copy.length / 2);
  copy.writeUInt8((copy.readUInt8(middle) + 1) % 256, middle);
  return copy;
}
