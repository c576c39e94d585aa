import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { latencyMs } from './adapter-latency.js';
import type { Car, CarState } from './car.js';
import { SimulatedElm327, type ElmOptions } from './simulated-elm327.js';

const RUNNING: CarState = {
  engine: 'running',
  runningForMs: 60_000,
  isReceiverPowered: true,
  obd2: { sensor: 'obd2', rpm: 1301.75, speed: 50 },
};
const OFF: CarState = { engine: 'off', isReceiverPowered: true };

/** A host at the adapter's line. */
class Host {
  readonly clock = new ManualClock();
  readonly pieces: string[] = [];
  state = RUNNING;
  readonly device: SimulatedElm327;

  constructor(options: Partial<ElmOptions> = {}) {
    const car: Car = {
      vin: 'WP0ZZZ99ZTS390000',
      measures: new Set(['rpm', 'speed']),
      at: () => this.state,
    };
    this.device = new SimulatedElm327(car, this.clock, { seed: 'test', ...options });
  }

  get text(): string {
    return this.pieces.join('');
  }

  async open(): Promise<string> {
    this.device.opened(38_400, (bytes) => this.pieces.push(Buffer.from(bytes).toString('latin1')));
    return this.untilPrompt(0);
  }

  /** What comes back for a command, with the prompt. */
  ask(command: string): Promise<string> {
    const from = this.text.length;
    this.device.received(Buffer.from(`${command}\r`));
    return this.untilPrompt(from);
  }

  async untilPrompt(from: number): Promise<string> {
    for (let tries = 0; !this.text.slice(from).includes('>'); tries++) {
      if (tries > 2000) throw new Error(`no prompt: ${JSON.stringify(this.text.slice(from))}`);
      await this.clock.sleep(5);
    }
    return this.text.slice(from);
  }
}

async function opened(options: Partial<ElmOptions> = {}, ...setUp: string[]): Promise<Host> {
  const host = new Host(options);
  await host.open();
  for (const command of setUp) await host.ask(command);
  return host;
}

describe('SimulatedElm327', () => {
  it('greets after power-up and ATZ, and echoes until it is told not to', async () => {
    const host = new Host();
    expect(await host.open()).toBe('\r\rELM327 v1.5\r\r>');
    expect(await host.ask('ATZ')).toBe('ATZ\r\r\rELM327 v1.5\r\r>');
    expect(await host.ask('ATE0')).toBe('ATE0\rOK\r\r>');
    expect(await host.ask('AT I')).toBe('ELM327 v1.5\r\r>');
    expect(await host.ask('atrv')).toBe('14.1V\r\r>');
    expect(await host.ask('ATDPN')).toBe('A0\r\r>');
    expect(await host.ask('ATWHAT')).toBe('?\r\r>');
    expect(await host.ask('010G')).toBe('?\r\r>');
    expect(await host.ask('ATL1')).toBe('OK\r\n\r\n>');
  });

  it('searches at the first request, for a second and a half', async () => {
    const host = await opened({}, 'ATE0', 'ATSP0');
    const begun = host.clock.monotonic();
    expect(await host.ask('0100')).toMatch(/^SEARCHING\.\.\.\r41 00 88 18 00 13 \r\r>$/);
    expect(host.clock.monotonic() - begun).toBeGreaterThanOrEqual(1500);
    expect(await host.ask('010C')).toBe('41 0C 14 57 \r\r>');
    expect(await host.ask('')).toBe('41 0C 14 57 \r\r>');
    expect(await host.ask('012F')).toBe('NO DATA\r\r>');
    expect(await host.ask('ATDPN')).toBe('A6\r\r>');
  });

  it('prints headers, spaces and long answers as it is told to', async () => {
    const host = await opened({ hasGearboxEcu: true }, 'ATE0', '0100');
    expect(await host.ask('0902')).toBe(
      '014\r0: 49 02 01 57 50 30 \r1: 5A 5A 5A 39 39 5A 54 \r2: 53 33 39 30 30 30 30 \r\r>',
    );
    expect(await host.ask('010D')).toBe('41 0D 32 \r41 0D 32 \r\r>');
    expect(await host.ask('010D1')).toBe('41 0D 32 \r\r>');
    await host.ask('ATH1');
    expect(await host.ask('010D')).toBe('7E8 03 41 0D 32 \r7E9 03 41 0D 32 \r\r>');
    await host.ask('ATS0');
    expect(await host.ask('010C')).toBe('7E804410C1457\r\r>');
    expect(await host.ask('0902')).toBe(
      '7E81014490201575030\r7E8215A5A5A39395A54\r7E82253333930303030\r\r>',
    );
    expect(await host.ask('03')).toBe('7E8024300\r\r>');
  });

  it('does not find a car whose engine is off, and loses one that is stopped', async () => {
    const host = await opened({}, 'ATE0', '0100');
    host.state = OFF;
    expect(await host.ask('010C')).toBe('NO DATA\r\r>');
    expect(await host.ask('ATRV')).toBe('12.4V\r\r>');
    await host.ask('ATPC');
    const begun = host.clock.monotonic();
    expect(await host.ask('0100')).toBe('SEARCHING...\rUNABLE TO CONNECT\r\r>');
    expect(host.clock.monotonic() - begun).toBeGreaterThanOrEqual(4500);
    host.state = RUNNING;
    expect(await host.ask('0100')).toContain('41 00');
  });

  it('is stopped by a word during a request, and loses that word', async () => {
    const host = await opened({}, 'ATE0', '0100');
    const from = host.text.length;
    host.device.received(Buffer.from('010C\r'));
    host.device.received(Buffer.from('010D\r'));
    expect(host.text.slice(from)).toBe('\rSTOPPED\r\r>');
    await host.clock.sleep(2000);
    expect(host.text.slice(from)).toBe('\rSTOPPED\r\r>');
    expect(await host.ask('010D')).toBe('41 0D 32 \r\r>');
  });

  it('says nothing to a line that is closed, and keeps its settings behind it', async () => {
    const host = await opened({}, 'ATE0', '0100');
    host.device.received(Buffer.from('010C\r'));
    const before = host.text;
    host.device.closed();
    await host.clock.sleep(2000);
    expect(host.text).toBe(before);
    host.device.opened(38_400, (bytes) => host.pieces.push(Buffer.from(bytes).toString('latin1')));
    expect(await host.ask('010D')).toBe('41 0D 32 \r\r>');
    host.device.closed();
    host.device.powerCycle();
    host.pieces.length = 0;
    expect(await host.open()).toBe('\r\rELM327 v1.5\r\r>');
  });

  it('splits its replies, the same way for the same seed', async () => {
    const talk = async (seed: string) => {
      const host = await opened({ seed }, 'ATE0', '0100', 'ATH1');
      for (let count = 0; count < 20; count++) await host.ask('0902');
      return host.pieces;
    };
    const [first, again, other] = await Promise.all([talk('a'), talk('a'), talk('b')]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first.some((piece) => /^[0-9A-F ]+$/.test(piece))).toBe(true);
  });

  it('tells what it was asked', async () => {
    const heard: string[] = [];
    await opened({ heard: (command) => heard.push(command) }, 'at e0', '01 0c');
    expect(heard).toEqual(['ATE0', '010C']);
  });
});

describe('latencyMs', () => {
  it('is spread as the recorded adapter is', () => {
    const recorded: number[] = [];
    let asked = 0;
    const text = readFileSync(join(__dirname, '../../recordings/elm327-session.txt'), 'utf8');
    for (const line of text.split('\n')) {
      const at = Date.parse(`2021-01-01T${line.slice(0, 12)}Z`);
      if (line[13] === '>') asked = at;
      if (line[13] === '<') recorded.push(at - asked);
    }
    recorded.sort((a, b) => a - b);
    expect(recorded).toHaveLength(1030);
    for (const share of [0.05, 0.25, 0.5, 0.75, 0.9, 0.95]) {
      const expected = recorded[Math.round(share * (recorded.length - 1))] ?? NaN;
      expect(Math.abs(latencyMs(share) - expected)).toBeLessThanOrEqual(1);
    }
  });
});
