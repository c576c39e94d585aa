import {
  MemorySerialPorts,
  type SerialDevice,
} from '../src/adapters/memory/memory-serial-ports.js';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { SimulatedLine } from './simulated-line.js';

/** Says a word every second, and notes what it hears. */
class Talker implements SerialDevice {
  heard = '';
  private stop = new AbortController();
  constructor(private readonly clock: ManualClock) {}
  opened(_: number, send: (bytes: Uint8Array) => void): void {
    this.stop = new AbortController();
    void this.talk(send, this.stop.signal);
  }
  received(bytes: Uint8Array): void {
    this.heard += Buffer.from(bytes).toString('latin1');
  }
  closed(): void {
    this.stop.abort();
  }
  private async talk(send: (bytes: Uint8Array) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      send(Buffer.from('word '));
      await this.clock.sleep(1000, signal);
    }
  }
}

let unplug: () => void;
// A talker that goes on would keep the manual clock running.
afterEach(() => {
  unplug();
});

async function opened(baudRate = 9600) {
  const clock = new ManualClock();
  const talker = new Talker(clock);
  const line = new SimulatedLine(talker, clock, { baudRate: 9600, seed: 'test' });
  const ports = new MemorySerialPorts();
  ports.plug('/dev/it', line);
  unplug = () => {
    ports.unplug('/dev/it');
  };
  const port = await ports.open('/dev/it', baudRate);
  let text = '';
  port.onData((bytes) => (text += Buffer.from(bytes).toString('latin1')));
  /** What comes in so many ms. */
  const hear = async (ms: number): Promise<string> => {
    text = '';
    await clock.sleep(ms);
    return text;
  };
  return { clock, talker, line, ports, port, hear };
}

describe('SimulatedLine', () => {
  it('passes everything while nothing is wrong', async () => {
    const { port, hear, talker } = await opened();
    expect(await hear(3500)).toBe('word word word ');
    await port.write(Buffer.from('hello'));
    expect(talker.heard).toBe('hello');
  });

  it('is noise at another baud rate', async () => {
    const { port, hear, talker } = await opened(38_400);
    const heard = await hear(3500);
    expect(heard).toHaveLength(15);
    expect(heard).not.toContain('word');
    await port.write(Buffer.from('hello'));
    expect(talker.heard).toHaveLength(5);
    expect(talker.heard).not.toBe('hello');
  });

  it('falls silent, both ways', async () => {
    const { port, hear, line, talker } = await opened();
    await hear(1500);
    line.fault({ kind: 'silence' });
    expect(await hear(5000)).toBe('');
    await port.write(Buffer.from('hello'));
    expect(talker.heard).toBe('');
    line.fault(undefined);
    expect(await hear(2000)).toBe('word word ');
  });

  it('turns to garbage', async () => {
    const { hear, line } = await opened();
    line.fault({ kind: 'garbage' });
    const heard = await hear(5500);
    expect(heard.length).toBeGreaterThanOrEqual(25);
    expect(heard).not.toContain('word');
  });

  it('floods, also whoever opens it anew, until that ends', async () => {
    const { hear, line, port, ports } = await opened();
    line.fault({ kind: 'flood', bytesPerSecond: 20_000 });
    expect((await hear(1000)).length).toBeGreaterThan(15_000);
    await port.close();
    const again = await ports.open('/dev/it', 9600);
    let count = 0;
    again.onData((bytes) => (count += bytes.length));
    await hear(1000);
    expect(count).toBeGreaterThan(15_000);
    line.fault(undefined);
    await hear(100);
    count = 0;
    await hear(5000);
    expect(count).toBe(25);
  });

  it('is slow, and keeps the order', async () => {
    const { clock, hear, line } = await opened();
    await hear(500);
    line.fault({ kind: 'slow', delayMs: 2500 });
    const begun = clock.monotonic();
    while ((await hear(100)) === '');
    expect(clock.monotonic() - begun).toBeGreaterThan(2500);
    expect(await hear(3100)).toBe('word word word ');
  });
});
