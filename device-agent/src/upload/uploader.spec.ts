import { generateKeyPairSync } from 'node:crypto';
import type { GpsState, TelemetryBatchDto } from '@naif/wire';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryOutbox } from '../adapters/memory/memory-outbox.js';
import { answered, ScriptedUplink } from '../adapters/memory/scripted-uplink.js';
import { MemoryState } from '../adapters/memory/memory-state.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import { agentHealth } from '../health/agent-health.js';
import { DeviceToken } from '../identity/device-token.js';
import type { SampledReading, VehiclePower } from '../ports/reading-source.js';
import type { UplinkAnswer, UplinkFailure } from '../ports/uplink.js';
import { CommandDesk } from './command-desk.js';
import { LiveSettings } from './live-settings.js';
import { StatusReporter } from './status-reporter.js';
import { Uploader } from './uploader.js';

const { privateKey } = generateKeyPairSync('ed25519');
const RULES = { mostRecords: 500, backOff: { baseMs: 1000, capMs: 60_000 }, barredMs: 3_600_000 };

function readings(count: number, from = 0): SampledReading[] {
  return Array.from({ length: count }, (_, index) => ({
    time: Date.UTC(2026, 0, 5) + (from + index) * 1000,
    sensors: [{ sensor: 'obd2', rpm: from + index }],
  }));
}

function receiptFor(batch: TelemetryBatchDto, commands: object[] = []): UplinkAnswer {
  return answered(200, { stored: batch.records.length, duplicates: 0, refused: [], commands });
}

/** An uploader over memory, and what its server got. */
function setUp(reply: (batch: TelemetryBatchDto, attempt: number) => UplinkAnswer | UplinkFailure) {
  const clock = new ManualClock();
  const outbox = new MemoryOutbox();
  const batches: TelemetryBatchDto[] = [];
  const uplink = new ScriptedUplink(({ body }) => {
    const batch = body as TelemetryBatchDto;
    batches.push(batch);
    return reply(batch, batches.length);
  });
  const vehicle: { power: VehiclePower | undefined; sensors: { gps?: GpsState } } = {
    power: undefined,
    sensors: {},
  };
  const subject = { deviceId: 'd', carId: 'c', audience: 'a' };
  const token = new DeviceToken(privateKey, subject, clock);
  const log = new SilentLog();
  const state = new MemoryState();
  const settings = new LiveSettings(state, { samplingIntervalMs: 1000, batchSize: 5 });
  const status = new StatusReporter({
    clock,
    power: () => vehicle.power,
    health: (uplinkHealth) => ({
      ...agentHealth({ outbox, clock, begunAtMs: 0 }, uplinkHealth),
      ...vehicle.sensors,
    }),
    sensors: () => vehicle.sensors,
  });
  const parts = {
    outbox,
    uplink,
    clock,
    token,
    status,
    log,
    commands: new CommandDesk({ state, settings, log }),
  };
  const uploader = new Uploader(
    { ...parts, random: () => 0.5 },
    { carId: 'c', batchSize: () => settings.current().batchSize, patienceMs: 10_000, rules: RULES },
  );
  const stop = new AbortController();
  const run = async (until: () => boolean): Promise<void> => {
    const running = uploader.run(stop.signal);
    const came = (async () => {
      for (let turn = 0; !until(); turn += 1) {
        if (turn > 30_000) throw new Error('it never came about');
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.race([came, running]);
    stop.abort();
    await running;
  };
  return { clock, outbox, batches, uplink, uploader, vehicle, run };
}

const sizes = (batches: readonly TelemetryBatchDto[]): number[] =>
  batches.map(({ records }) => records.length).filter((size) => size > 0);

describe('Uploader', () => {
  it('posts five records at a time while it is up to date', async () => {
    const { outbox, batches, run } = setUp((batch) => receiptFor(batch));
    outbox.append(readings(10));
    await run(() => outbox.depth() === 0);
    expect(sizes(batches)).toEqual([5, 5]);
  });

  it('posts up to 500 at a time while it drains', async () => {
    const { outbox, batches, run } = setUp((batch) => receiptFor(batch));
    outbox.append(readings(1203));
    await run(() => outbox.depth() === 0);
    expect(sizes(batches)).toEqual([500, 500, 203]);
  });

  it('lets a partial batch wait for ten seconds, or not at all when hurried', async () => {
    const patient = setUp((batch) => receiptFor(batch));
    patient.vehicle.power = { state: 'driving', time: 0 };
    // The first upload says hello; only then is there nothing urgent.
    await new Promise((resolve) => setImmediate(resolve));
    const begun = patient.clock.monotonic();
    let fed = false;
    await patient.run(() => {
      if (!fed && patient.batches.length === 1) {
        patient.outbox.append(readings(2));
        patient.uploader.wake();
        fed = true;
      }
      return fed && patient.outbox.depth() === 0;
    });
    expect(patient.clock.monotonic() - begun).toBeGreaterThanOrEqual(10_000);

    const hurried = setUp((batch) => receiptFor(batch));
    hurried.outbox.append(readings(2));
    hurried.uploader.hurry();
    await hurried.run(() => hurried.outbox.depth() === 0);
    expect(hurried.clock.monotonic()).toBeLessThan(5000);
  });

  it('sends nothing before the time is trusted', async () => {
    const { clock, outbox, batches, run } = setUp((batch) => receiptFor(batch));
    clock.trusted = false;
    outbox.append(readings(20));
    await run(() => clock.monotonic() > 60_000);
    expect(batches).toEqual([]);
    expect(outbox.depth()).toBe(20);
  });

  it('says within ten seconds what has become of the receiver, and once only', async () => {
    const { clock, batches, vehicle, run } = setUp((batch) => receiptFor(batch));
    vehicle.sensors = { gps: 'missing' };
    let heardMs = Infinity;
    await run(() => {
      if (batches.length === 1 && clock.monotonic() > 60_000) vehicle.sensors = { gps: 'ok' };
      if (batches.length === 2) heardMs = Math.min(heardMs, clock.monotonic());
      return clock.monotonic() > 600_000;
    });
    expect(batches).toHaveLength(2);
    expect(heardMs).toBeLessThan(75_000);
  });

  it('says at once when the engine goes off, and once only', async () => {
    const { clock, batches, vehicle, run } = setUp((batch) => receiptFor(batch));
    vehicle.power = { state: 'parked', time: Date.UTC(2026, 0, 5, 7) };
    await run(() => clock.monotonic() > 600_000);
    expect(batches.map(({ records, status }) => [records.length, status?.power])).toEqual([
      [0, 'parked'],
    ]);
    expect(batches[0]?.status?.time).toBe('2026-01-05T07:00:00.000Z');
  });

  it('answers a command once, in its next upload', async () => {
    const { outbox, batches, uploader, run } = setUp((batch, attempt) =>
      receiptFor(batch, attempt <= 2 ? [{ id: 'c1', kind: 'picture' }] : []),
    );
    outbox.append(readings(10));
    uploader.hurry();
    let fed = false;
    await run(() => {
      if (outbox.depth() > 0 || fed) return fed && outbox.depth() === 0;
      outbox.append(readings(10, 10));
      fed = true;
      return false;
    });
    const results = batches.map((batch) => batch.results ?? []);
    expect(results).toMatchObject([[], [{ id: 'c1', outcome: 'unsupported' }], [], []]);
  });

  it('lets new settings hold at once', async () => {
    const change = { id: 'c1', kind: 'settings', settings: { batchSize: 2 } };
    const { outbox, batches, run } = setUp((batch, attempt) =>
      receiptFor(batch, attempt === 1 ? [change] : []),
    );
    outbox.append(readings(9));
    await run(() => outbox.depth() === 0);
    expect(sizes(batches)).toEqual([5, 2, 2]);
    expect(batches[1]?.results).toEqual([{ id: 'c1', outcome: 'done' }]);
  });

  it('brings a result within its patience even when there is nothing else to send', async () => {
    const { clock, batches, run } = setUp((batch, attempt) =>
      receiptFor(batch, attempt === 1 ? [{ id: 'c1', kind: 'clip' }] : []),
    );
    await run(() => batches.length >= 2);
    expect(batches[1]).toMatchObject({ records: [], results: [{ id: 'c1' }] });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(10_000);
    expect(clock.monotonic()).toBeLessThan(20_000);
  });

  describe('trouble codes', () => {
    const CODES = { mil: true, stored: ['P0301'], pending: [], permanent: [] };
    const report = (outbox: MemoryOutbox, stored = CODES.stored): void => {
      outbox.appendTroubleCodes({ ...CODES, stored }, { time: Date.UTC(2026, 0, 5, 7) });
    };

    it('go up until an upload has carried them', async () => {
      const { outbox, batches, run } = setUp((batch, attempt) =>
        attempt <= 2 ? answered(503) : receiptFor(batch),
      );
      report(outbox);
      await run(() => outbox.peekTroubleCodes(1).length === 0);
      const sent = { ...CODES, time: '2026-01-05T07:00:00.000Z' };
      expect(batches.map((batch) => batch.trouble_codes)).toEqual([[sent], [sent], [sent]]);
    });

    it('are at most 32 an upload, and fewer when they are long', async () => {
      const { outbox, batches, run } = setUp((batch) => receiptFor(batch));
      for (let index = 0; index < 40; index += 1) report(outbox);
      const many = Array.from({ length: 127 }, () => 'P0301');
      for (let index = 0; index < 40; index += 1) report(outbox, many);
      await run(() => outbox.peekTroubleCodes(1).length === 0);
      const counts = batches.map((batch) => batch.trouble_codes?.length ?? 0);
      expect(counts[0]).toBe(32);
      expect(counts.reduce((sum, count) => sum + count)).toBe(80);
      for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThan(65_536);
    });

    it('hold nothing up when the server finds one malformed, and all others arrive', async () => {
      const arrived: string[] = [];
      const { outbox, uploader, run } = setUp((batch) => {
        const codes = (batch.trouble_codes ?? []).flatMap(({ stored }) => stored);
        if (codes.includes('P0666')) return answered(400, { code: 'REQUEST.INVALID' });
        arrived.push(...codes);
        return receiptFor(batch);
      });
      const all = Array.from({ length: 20 }, (_, index) => `P03${String(index).padStart(2, '0')}`);
      for (const code of all) report(outbox, [code === 'P0313' ? 'P0666' : code]);
      outbox.append(readings(50));
      uploader.hurry();
      await run(() => outbox.depth() === 0 && outbox.peekTroubleCodes(1).length === 0);
      expect(arrived).toEqual(all.filter((code) => code !== 'P0313'));
      expect(outbox.quarantine().total).toBe(0);
    });
  });

  describe('farewell', () => {
    it('says once that the agent stops, with what waits', async () => {
      const { outbox, batches, uploader, uplink } = setUp((batch) => receiptFor(batch));
      outbox.append(readings(7));
      await uploader.farewell(5000);
      expect(batches).toMatchObject([{ status: { power: 'stopping', outbox_depth: 7 } }]);
      expect(uplink.requests[0]?.withinMs).toBe(5000);
      expect(outbox.depth()).toBe(0);
    });

    it('says that the car is parked when it is', async () => {
      const { batches, uploader, vehicle } = setUp((batch) => receiptFor(batch));
      vehicle.power = { state: 'parked', time: 0 };
      await uploader.farewell(5000);
      expect(batches).toMatchObject([{ records: [], status: { power: 'parked' } }]);
    });

    it('keeps everything, waits for nothing and begins nothing new when it fails', async () => {
      const { clock, outbox, batches, uploader } = setUp(() => answered(503));
      outbox.append(readings(7));
      await uploader.farewell(5000);
      expect(batches).toHaveLength(1);
      expect(outbox.depth()).toBe(7);
      expect(clock.sleeps).toEqual([]);
    });

    it('leaves commands to the next run', async () => {
      const command = { id: 'c1', kind: 'settings', settings: { batchSize: 2 } };
      const { uploader, batches } = setUp((batch) => receiptFor(batch, [command]));
      await uploader.farewell(5000);
      await uploader.farewell(5000);
      expect(batches[1]).not.toHaveProperty('results');
    });

    it('is not said before the time is trusted, nor where the device is not wanted', async () => {
      const early = setUp((batch) => receiptFor(batch));
      early.clock.trusted = false;
      await early.uploader.farewell(5000);
      expect(early.batches).toEqual([]);
      const barred = setUp(() => answered(401, { code: 'DEVICE.REVOKED' }));
      await barred.run(() => barred.batches.length === 1);
      await barred.uploader.farewell(5000);
      expect(barred.batches).toHaveLength(1);
    });
  });

  it('corrects its clock when the server says that it is wrong', async () => {
    const serverTime = Date.UTC(2026, 5, 1);
    const { clock, outbox, batches, run } = setUp((batch, attempt) =>
      attempt === 1
        ? { ...answered(401, { code: 'DEVICE.CLOCK_WRONG' }), date: serverTime }
        : receiptFor(batch),
    );
    outbox.append(readings(5));
    await run(() => outbox.depth() === 0);
    expect(clock.corrections).toEqual([serverTime]);
    expect(batches[1]?.localtime).toMatch(/^2026-06-01T00:00:0/);
  });

  it('sets a row aside that no upload may hold, and loses no other', async () => {
    const stored: number[] = [];
    const { outbox, run } = setUp((batch) => {
      if (batch.records.some(({ seq }) => seq === 7))
        return answered(400, { code: 'REQUEST.INVALID' });
      stored.push(...batch.records.map(({ seq }) => seq ?? 0));
      return receiptFor(batch);
    });
    outbox.append(readings(40));
    await run(() => outbox.depth() === 0);
    expect(new Set(stored)).toEqual(
      new Set(outbox.quarantine().kept.length === 1 ? seqsBut(7, 40) : []),
    );
    expect(outbox.quarantine().kept).toMatchObject([{ seq: 7, code: 'REQUEST.INVALID' }]);
  });

  it('keeps everything, and asks at most hourly, while every upload is malformed', async () => {
    const { clock, outbox, batches, run } = setUp(() => answered(400, { code: 'REQUEST.INVALID' }));
    outbox.append(readings(40));
    await run(() => clock.monotonic() > 24 * 3_600_000);
    expect(outbox.depth()).toBe(40);
    expect(outbox.quarantine().total).toBe(0);
    // An hour's round is at most: with status, without, five halvings, one past the suspect.
    expect(batches.length).toBeLessThan(25 * 12);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'never takes out a row that the server does not have, whatever happens (seed %i)',
    async (seed) => {
      const random = randomNumbers(seed);
      const durable = new Set<number>();
      const poison = new Set([13, 14, 200]);
      const { outbox, uploader, run } = setUp((batch) => misbehave(batch, durable, poison, random));
      const settle = outbox.settle.bind(outbox);
      outbox.settle = (settlement) => {
        for (const seq of settlement.acknowledged) expect(durable).toContain(seq);
        for (const { seq } of settlement.refused) expect(poison).toContain(seq);
        settle(settlement);
      };
      let appended = 0;
      await run(() => {
        if (appended < 1000 && random() < 0.3) {
          const count = 1 + Math.floor(random() * 30);
          outbox.append(readings(count, appended));
          appended += count;
          if (appended >= 1000) uploader.hurry();
          else uploader.wake();
        }
        return appended >= 1000 && outbox.depth() === 0;
      });
      expect(durable.size + poison.size).toBe(appended);
      expect(outbox.quarantine().total).toBe(poison.size);
    },
  );
});

function seqsBut(seq: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter((other) => other !== seq);
}

/** Stores or not, answers or not, truly or not: all that a network and a server may do short of lying about what is durable. */
function misbehave(
  batch: TelemetryBatchDto,
  durable: Set<number>,
  poison: ReadonlySet<number>,
  random: () => number,
): UplinkAnswer | UplinkFailure {
  const dice = random();
  const lost: UplinkFailure = { kind: 'unreachable', timedOut: random() < 0.5, reason: 'lost' };
  if (dice < 0.15) return lost;
  if (dice < 0.2) return answered(500);
  if (dice < 0.25) return { ...answered(429), retryAfter: '3' };
  if (dice < 0.3) return answered(401, { code: 'DEVICE.TOKEN_EXPIRED' });
  if (dice < 0.32) return answered(403);
  if (batch.records.length > 1 + random() * 600) return answered(413);
  const receipt = { stored: 0, duplicates: 0, refused: [] as object[], commands: [] };
  batch.records.forEach(({ seq = 0 }, index) => {
    if (poison.has(seq))
      receipt.refused.push({ index, seq, code: 'RECORD.OUT_OF_RANGE', detail: 'rpm' });
    else if (durable.has(seq)) receipt.duplicates += 1;
    else {
      durable.add(seq);
      receipt.stored += 1;
    }
  });
  // Stored, but the answer is lost, cut off, or someone else's.
  if (dice < 0.4) return lost;
  if (dice < 0.45) return { ...answered(200), body: JSON.stringify(receipt).slice(0, -5) };
  if (dice < 0.5) return answered(200, { hello: 'captive portal' });
  return answered(200, receipt);
}

/** Mulberry32: the same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
