import { createHmac } from 'node:crypto';
import type { Obd2SensorDto } from '@naif/wire';
import { drivenCar, type DrivenCar } from '../../test/small-car.js';
import { SmallElm327 } from '../../test/small-elm327.js';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import type { Log, LogFields } from '../ports/log.js';
import { Obd2Adapter } from './obd2-adapter.js';
import type { TroubleCodeReport } from './session-state.js';

const PIDS: readonly (readonly [number, readonly number[]])[] = [
  [0x04, [0x80]],
  [0x05, [0x7b]],
  [0x0b, [0x33]],
  [0x0c, [0x14, 0x5f]],
  [0x0d, [0x36]],
  [0x0f, [0x31]],
  [0x10, [0x03, 0xdf]],
  [0x11, [0x33]],
  [0x2f, [0x80]],
  [0x42, [0x37, 0xdc]],
  [0x51, [0x04]],
];

/** Keeps everything that is written, to look for what must not be. */
class FullLog implements Log {
  readonly lines: string[] = [];

  info = (event: string, fields: LogFields = {}): void => this.write(event, fields);
  warn = (event: string, fields: LogFields = {}): void => this.write(event, fields);
  error = (event: string, fields: LogFields = {}): void => this.write(event, fields);

  private write(event: string, fields: LogFields): void {
    this.lines.push(`${event} ${JSON.stringify(fields)}`);
  }
}

interface Scene {
  readonly clock: ManualClock;
  readonly car: DrivenCar;
  readonly elm: SmallElm327;
  readonly adapter: Obd2Adapter;
  readonly log: FullLog;
  readonly reports: TroubleCodeReport[];
  /** Lets time pass, s. */
  pass(seconds: number): Promise<void>;
  /** The present values; undefined for none. */
  values(): Obd2SensorDto | undefined;
  /** The requests of the last seconds. */
  sentIn(seconds: number): string[];
}

const plugged = new Set<SmallElm327>();

afterEach(() => {
  for (const elm of plugged) elm.end();
  plugged.clear();
});

const SALT = Buffer.alloc(16, 7);

function scene(enrolledVin?: string): Scene {
  const clock = new ManualClock();
  const log = new FullLog();
  const reports: TroubleCodeReport[] = [];
  const vinCheck = enrolledVin && {
    salt: SALT.toString('base64url'),
    digest: createHmac('sha256', SALT).update(enrolledVin).digest('hex'),
  };
  const adapter = new Obd2Adapter(clock, log, {
    ...(vinCheck && { vinCheck }),
    troubleCodesRead: (report) => reports.push(report),
  });
  const car = drivenCar(PIDS);
  const elm = new SmallElm327(clock, adapter, car);
  plugged.add(elm);
  return {
    clock,
    car,
    elm,
    adapter,
    log,
    reports,
    pass: (seconds) => clock.sleep(seconds * 1000),
    values: () => adapter.sample({ atMs: clock.monotonic() })[0] as Obd2SensorDto | undefined,
    sentIn: (seconds) =>
      elm.sent
        .filter(({ atMs }) => atMs > clock.monotonic() - seconds * 1000)
        .map(({ text }) => text),
  };
}

async function driving(enrolledVin?: string): Promise<Scene> {
  const it = scene(enrolledVin);
  it.elm.plugIn();
  await it.pass(10);
  return it;
}

/** Seconds until there is an engine speed again. */
async function untilPolling({ pass, values }: Scene): Promise<number> {
  for (let seconds = 0; seconds < 60; seconds += 0.5) {
    if (values()?.rpm !== undefined) return seconds;
    await pass(0.5);
  }
  throw new Error('No engine speed within a minute');
}

describe('Obd2Adapter', () => {
  it('finds adapter and car, and then asks', async () => {
    const { elm, values, adapter, clock } = await driving();
    expect(elm.recognised).toBe(1);
    expect(elm.sent.slice(0, 10).map(({ text }) => text)).toEqual(
      'ATZ ATE0 ATL0 ATH1 ATS1 ATSP0 ATRV 0100 0120 0140'.split(' '),
    );
    expect(values()).toEqual({
      sensor: 'obd2',
      rpm: 1303.75,
      // The engine's, not the 99 of the gearbox that answers first.
      speed: 54,
      engine_load: (0x80 * 100) / 255,
      intake_pressure: 51,
      maf: 9.91,
      throttle: 20,
      coolant_temp: 83,
      intake_temp: 9,
      fuel_level: (0x80 * 100) / 255,
      module_voltage: 14.3,
      battery_voltage: 14.1,
    });
    expect(adapter.fuelType()).toBe(4);
    expect(adapter.batteryVolts()).toBe(14.1);
    expect(adapter.engine(clock.monotonic())).toBe('running');
    expect(adapter.state(clock.monotonic())).toBe('ok');
  });

  it('asks what matters each second, and the rest in turn', async () => {
    const it = await driving();
    await it.pass(60);
    const sent = it.sentIn(60);
    for (const request of ['010C', '010D', '0104', '010B', '0110', '0111']) {
      expect(sent.filter((each) => each === request).length).toBeGreaterThanOrEqual(59);
    }
    for (const request of ['0105', '010F', '012F', '0142', '0151', 'ATRV']) {
      const count = sent.filter((each) => each === request).length;
      expect(count).toBeGreaterThanOrEqual(5);
      expect(count).toBeLessThanOrEqual(7);
    }
  });

  it('keeps engine speed and vehicle speed at their second when the adapter is slow', async () => {
    const it = await driving();
    it.car.latencyMs = 300;
    await it.pass(30);
    await it.pass(60);
    const sent = it.sentIn(60);
    for (const request of ['010C', '010D']) {
      expect(sent.filter((each) => each === request).length).toBeGreaterThanOrEqual(57);
    }
    for (const request of ['0104', '010B', '0110', '0111', '0105', '0142']) {
      expect(sent.filter((each) => each === request).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('lets values go when they are old: what is not heard is missing', async () => {
    const it = await driving();
    it.elm.hangs = true;
    await it.pass(3);
    expect(it.values()).toMatchObject({ battery_voltage: 14.1 });
    expect(it.values()?.rpm).toBeUndefined();
    expect(it.values()?.speed).toBeUndefined();
    await it.pass(20);
    expect(it.values()).toBeUndefined();
    expect(it.adapter.engine(it.clock.monotonic())).toBeUndefined();
  });

  it('compares the VIN and lets it go nowhere', async () => {
    const same = await driving('VF1BB05CF26543210');
    expect(same.adapter.vinMatches()).toBe(true);
    const other = await driving('WP0ZZZ99ZTS390000');
    expect(other.adapter.vinMatches()).toBe(false);
    expect(other.log.lines).toContain('obd.other_car {}');
    expect((await driving()).adapter.vinMatches()).toBeUndefined();
    for (const { log, adapter, values } of [same, other]) {
      const vin = /VF1BB05CF|26543210/;
      expect(log.lines.join()).not.toMatch(vin);
      expect(JSON.stringify(values())).not.toMatch(vin);
      expect(JSON.stringify({ ...adapter, clock: 0, log: 0 })).not.toMatch(vin);
    }
    expect(same.elm.sent.filter(({ text }) => text === '0902')).toHaveLength(1);
  });

  it('tells the trouble codes once a session, and when they change', async () => {
    const it = await driving();
    expect(it.reports).toEqual([
      { atMs: expect.any(Number) as number, mil: false, stored: [], pending: [], permanent: [] },
    ]);
    await it.pass(700);
    expect(it.reports).toHaveLength(1);
    it.car.codes['03'] = [0x03, 0x01, 0xc1, 0x00];
    it.car.codes['07'] = [0x04, 0x20];
    it.car.mil = true;
    // The monitor is asked each minute and says it first.
    await it.pass(65);
    expect(it.reports).toHaveLength(2);
    expect(it.reports[1]).toMatchObject({
      mil: true,
      stored: ['P0301', 'U0100'],
      pending: ['P0420'],
      permanent: [],
    });
  });

  it('leaves a car with a stopped engine more and more in peace', async () => {
    const it = await driving();
    it.car.data.set(0x0c, [0, 0]).set(0x0d, [0]);
    await it.pass(30);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('off');
    expect(it.adapter.state(it.clock.monotonic())).toBe('engine-off');
    // Perhaps at a light: all goes on for a minute.
    expect(it.values()?.rpm).toBe(0);
    await it.pass(150);
    const toCar = (texts: string[]): string[] => texts.filter((text) => !text.startsWith('AT'));
    expect(new Set(toCar(it.sentIn(60)))).toEqual(new Set(['010C']));
    expect(toCar(it.sentIn(60))).toHaveLength(12);
    await it.pass(600);
    it.car.battery = 12.5;
    await it.pass(120);
    expect(toCar(it.sentIn(60))).toHaveLength(2);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('off');
    // An engine that is started charges the battery, which the adapter sees without the car.
    it.car.data.set(0x0c, [0x14, 0x5f]);
    it.car.battery = 14.2;
    expect(await untilPolling(it)).toBeLessThanOrEqual(10);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('running');
    expect(it.reports.length).toBeGreaterThanOrEqual(1);
  });

  it('takes a hybrid that moves on its other motor for driven', async () => {
    const it = await driving();
    it.car.data.set(0x0c, [0, 0]);
    await it.pass(120);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('running');
    expect(it.values()).toMatchObject({ rpm: 0, speed: 54 });
  });

  it.each([0, 3, 8, 13, 200])('finds the car again that was off for %d s', async (seconds) => {
    const it = await driving();
    it.car.on = false;
    await it.pass(10 + seconds);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('off');
    expect(it.adapter.state(it.clock.monotonic())).toBe('no-car');
    expect(it.values()?.rpm).toBeUndefined();
    expect(it.values()?.battery_voltage).toBe(14.1);
    it.car.on = true;
    expect(await untilPolling(it)).toBeLessThanOrEqual(10);
    expect(it.elm.faults).toEqual([]);
  });

  it('searches rarely after ten minutes, and at once when the battery is charged', async () => {
    const it = await driving();
    it.car.on = false;
    it.car.battery = 12.5;
    await it.pass(700);
    await it.pass(300);
    expect(it.sentIn(300).filter((text) => text === '0100').length).toBeLessThanOrEqual(11);
    it.car.on = true;
    it.car.battery = 14.2;
    expect(await untilPolling(it)).toBeLessThanOrEqual(15);
  });

  it('leaves a low battery alone until it has recovered', async () => {
    const it = await driving();
    it.car.on = false;
    it.car.battery = 11.5;
    await it.pass(90);
    await it.pass(3600);
    expect(it.sentIn(3600)).toEqual(Array(12).fill('ATRV'));
    expect(it.adapter.batteryVolts()).toBe(11.5);
    expect(it.adapter.engine(it.clock.monotonic())).toBe('off');
    expect(it.adapter.state(it.clock.monotonic())).toBe('engine-off');
    it.car.on = true;
    it.car.battery = 13.9;
    await it.pass(310);
    expect(it.values()?.rpm).toBe(1303.75);
  });

  it('does not take the starter for a low battery', async () => {
    const it = await driving();
    it.car.on = false;
    it.car.battery = 12.4;
    await it.pass(60);
    it.car.battery = 9.6;
    await it.pass(20);
    it.car.battery = 14.2;
    it.car.on = true;
    expect(await untilPolling(it)).toBeLessThanOrEqual(10);
    expect(it.log.lines.join()).not.toContain('battery_low');
  });

  it('sets up anew an adapter whose supply broke in', async () => {
    const it = await driving();
    it.elm.brownOut();
    await it.pass(3);
    expect(await untilPolling(it)).toBeLessThanOrEqual(10);
    expect(it.elm.faults).toEqual([]);
    expect(it.elm.sent.filter(({ text }) => text === '0902').length).toBeGreaterThanOrEqual(1);
  });

  it.each([2, 5, 9, 14, 40])('goes on after an adapter hung for %d s', async (seconds) => {
    const it = await driving();
    it.elm.hangs = true;
    await it.pass(seconds);
    it.elm.hangs = false;
    await it.pass(0.1);
    expect(await untilPolling(it)).toBeLessThanOrEqual(10);
  });

  it('begins anew when the line comes back', async () => {
    const it = await driving();
    it.elm.unplug();
    expect(it.adapter.state(it.clock.monotonic())).toBe('missing');
    expect(it.adapter.engine(it.clock.monotonic())).toBeUndefined();
    await it.pass(30);
    expect(it.values()).toBeUndefined();
    it.elm.plugIn();
    expect(await untilPolling(it)).toBeLessThanOrEqual(5);
  });

  it('gives up a line where nobody answers, and one where somebody else speaks', async () => {
    const silent = scene();
    silent.elm.hangs = true;
    expect(silent.adapter.state(0)).toBeUndefined();
    silent.elm.plugIn();
    await silent.pass(3);
    expect(silent.elm.faults).toEqual(['silent']);
    const other = scene();
    other.elm.damage = () => [Buffer.from('$GPRMC,123519,A,4807.038,N\r\n\xfe\x80~x')];
    other.elm.plugIn();
    await other.pass(6);
    expect(other.elm.faults).toEqual(['not-recognised']);
  });

  it('has told nothing before it has heard anything', () => {
    const { adapter, values } = scene();
    expect(values()).toBeUndefined();
    expect(adapter.state(0)).toBeUndefined();
    expect(adapter.engine(0)).toBeUndefined();
    expect(adapter.batteryVolts()).toBeUndefined();
    expect(adapter.vinMatches()).toBeUndefined();
    expect(adapter.fuelType()).toBeUndefined();
  });
});
