import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemorySerialPorts, type SerialDevice } from '../adapters/memory/memory-serial-ports.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import type { Line, LineReceiver, LineUser } from './line.js';
import { LineKeeper } from './line-keeper.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Recognises a device that says `word`, and counts how often it does. */
class WordUser implements LineUser {
  heard: number[] = [];
  opened: LineUser['opened'];
  closings = 0;
  line: Line | undefined;

  constructor(
    private readonly word = 'hello',
    readonly judgesSilence = false,
  ) {
    this.opened = (line) => this.listen(line);
  }

  private listen(line: Line): LineReceiver {
    this.line = line;
    return {
      received: (chunk, atMs) => {
        if (!new TextDecoder().decode(chunk).includes(this.word)) return;
        this.heard.push(atMs);
        line.recognised();
      },
      closed: () => void (this.closings += 1),
    };
  }
}

/** Speaks every second at one baud rate and gibberish at others, from within a virtual clock. */
class Talker implements SerialDevice {
  says = 'hello';
  times = 1;
  openings: number[] = [];
  readonly got: string[] = [];
  private over = new AbortController();

  constructor(
    private readonly clock: ManualClock,
    private readonly baudRate = 9600,
  ) {}

  opened(baudRate: number, send: (chunk: Uint8Array) => void): void {
    this.openings.push(baudRate);
    this.over = new AbortController();
    void this.speak(baudRate === this.baudRate, send, this.over.signal);
  }

  received(chunk: Uint8Array): void {
    this.got.push(new TextDecoder().decode(chunk));
  }

  closed(): void {
    this.over.abort();
  }

  private async speak(
    isRight: boolean,
    send: (chunk: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      const word = isRight ? this.says : this.says && '\xff\x00';
      if (word) send(bytes(word.repeat(this.times)));
      await this.clock.sleep(1000, signal);
    }
  }
}

describe('a line keeper', () => {
  const clock = new ManualClock();
  let ports: MemorySerialPorts;
  let user: WordUser;
  let log: SilentLog;
  let stop: AbortController;
  let running: Promise<void>[];

  beforeEach(() => {
    ports = new MemorySerialPorts();
    user = new WordUser();
    log = new SilentLog();
    stop = new AbortController();
    running = [];
  });

  afterEach(async () => {
    stop.abort();
    await Promise.all(running);
  });

  function keep(on: SerialPorts = ports, candidates = ['/dev/a', '/dev/b']): LineKeeper {
    const options = { name: 'gps', candidates, baudRates: [4800, 9600] } as const;
    const keeper = new LineKeeper(on, clock, log, user, options);
    running.push(keeper.run(stop.signal));
    return keeper;
  }

  const pass = (ms: number): Promise<void> => clock.sleep(ms);

  /** Readings come again, and within 10 s of the fault's end. */
  async function expectRecovery(): Promise<void> {
    const before = user.heard.length;
    const endedMs = clock.monotonic();
    while (user.heard.length === before && clock.monotonic() - endedMs < 60_000) await pass(100);
    expect(user.heard[before]! - endedMs).toBeLessThanOrEqual(10_000);
  }

  it('finds the device behind other names and other rates', async () => {
    ports.plug('/dev/b', new Talker(clock));
    const keeper = keep();
    await pass(20_000);
    expect(keeper.status()).toEqual({
      state: 'open',
      path: '/dev/b',
      baudRate: 9600,
      reopened: 0,
      lastFault: { fault: 'not-recognised', atMs: expect.any(Number) as number },
    });
    expect(log.events.filter((event) => event === 'serial.recognised')).toHaveLength(1);
  });

  it('says what is missing, and tries a few times in ten seconds, not more', async () => {
    let opens = 0;
    const keeper = keep({
      open: (path, baudRate) => {
        opens += 1;
        return ports.open(path, baudRate);
      },
    });
    await pass(100_000);
    expect(keeper.status()).toMatchObject({ state: 'waiting', lastFault: { fault: 'missing' } });
    expect(opens).toBeGreaterThan(50);
    expect(opens).toBeLessThan(100);
    expect(log.events).toEqual(['serial.fault']);
  });

  it('finds an unplugged device again, however long it was gone', async () => {
    const talker = new Talker(clock);
    ports.plug('/dev/a', talker);
    const keeper = keep();
    for (const goneMs of [0, 700, 3300, 61_000]) {
      await pass(20_000);
      expect(keeper.status().state).toBe('open');
      ports.unplug('/dev/a');
      await pass(goneMs);
      expect(keeper.status()).toMatchObject({ lastFault: { fault: 'unplugged' } });
      ports.plug('/dev/a', talker);
      await expectRecovery();
    }
    expect(keeper.status().reopened).toBe(4);
    expect(user.closings).toBeGreaterThanOrEqual(4);
  });

  it.each([0, 1500, 5000, 9000, 12_000, 16_500, 63_000])(
    'gives up a silent device, and hears it again after %i ms more',
    async (longerMs) => {
      const talker = new Talker(clock);
      ports.plug('/dev/a', talker);
      const keeper = keep();
      await pass(15_000);
      talker.says = '';
      await pass(9000 + longerMs);
      expect(keeper.status().lastFault).toMatchObject({ fault: 'silent' });
      talker.says = 'hello';
      await expectRecovery();
    },
  );

  it.each([0, 2000, 7000, 61_000])(
    'gives up a flooding device, and hears it again after %i ms more',
    async (longerMs) => {
      const talker = new Talker(clock);
      ports.plug('/dev/a', talker);
      const keeper = keep();
      await pass(15_000);
      talker.times = 20_000;
      await pass(2000 + longerMs);
      expect(keeper.status().lastFault).toMatchObject({ fault: 'flooded' });
      talker.times = 1;
      await expectRecovery();
      expect(talker.openings.length).toBeLessThan(20 + longerMs / 1000);
    },
  );

  it('leaves silence to a user who judges it', async () => {
    user = new WordUser('hello', true);
    const talker = new Talker(clock);
    ports.plug('/dev/a', talker);
    const keeper = keep();
    await pass(15_000);
    talker.says = '';
    await pass(7_200_000);
    expect(keeper.status().state).toBe('open');
    user.line!.giveUp('silent');
    await pass(1000);
    expect(keeper.status().lastFault).toMatchObject({ fault: 'silent' });
  });

  it('takes a line that another keeper has for taken, and finds its own', async () => {
    const other = user;
    ports.plug('/dev/a', new Talker(clock));
    keep();
    await pass(15_000);
    user = new WordUser('bonjour');
    const keeper = keep();
    await pass(30_000);
    expect(keeper.status()).toMatchObject({ state: 'waiting', lastFault: { fault: 'taken' } });
    const talker = new Talker(clock);
    talker.says = 'bonjour';
    ports.plug('/dev/b', talker);
    await expectRecovery();
    expect(other.line!.path).toBe('/dev/a');
  });

  it('sends what its user sends, and gives up a line that takes nothing', async () => {
    const talker = new Talker(clock);
    ports.plug('/dev/a', talker);
    const keeper = keep();
    await pass(15_000);
    user.line!.send(bytes('ATZ\r'));
    await pass(100);
    expect(talker.got).toEqual(['ATZ\r']);
    user.line!.send(new Uint8Array(10_000));
    await pass(100);
    expect(keeper.status().lastFault).toMatchObject({ fault: 'failed' });
  });

  it('outlives ports and users that throw', async () => {
    ports.plug('/dev/a', new Talker(clock));
    let opens = 0;
    keep({
      open: (path, baudRate) => {
        opens += 1;
        if (opens % 3 === 0) throw new TypeError('no such baud rate');
        return ports.open(path, baudRate);
      },
    });
    user.opened = () => {
      throw new Error('broken driver');
    };
    await pass(60_000);
    expect(opens).toBeLessThan(120);
    expect(log.events).toContain('serial.driver-failed');
  });

  it('closes its line when it is stopped', async () => {
    ports.plug('/dev/a', new Talker(clock));
    const keeper = keep();
    await pass(15_000);
    stop.abort();
    await Promise.all(running);
    expect(keeper.status().state).toBe('waiting');
    expect(user.closings).toBeGreaterThan(0);
    const port = await ports.open('/dev/a', 9600);
    await port.close();
  });
});
