import type { SerialLoss, SerialPort, SerialPorts } from '../src/ports/serial-port.js';

/** The far end of a line that is plugged in. */
export interface FarEnd {
  send(text: string): void;
  /** Everything that has come from the agent's end. */
  received(): string;
  unplug(): Promise<void>;
}

/** A machine with one place to plug a device into. */
export interface SerialBench {
  readonly ports: SerialPorts;
  readonly path: string;
  plug(): Promise<FarEnd>;
}

/** What the agent's end has seen. */
interface NearEnd {
  readonly text: string;
  readonly closings: readonly (SerialLoss | undefined)[];
}

const BAUD_RATE = 9600;
const POLL_MS = 5;
/** A condition that is not met by then will not be met. */
const PATIENCE_MS = 20_000;

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += POLL_MS) {
    if (waited > PATIENCE_MS) throw new Error(`waited in vain for ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function watch(port: SerialPort): NearEnd {
  const seen = { text: '', closings: [] as (SerialLoss | undefined)[] };
  const decoder = new TextDecoder('latin1');
  port.onData((bytes) => (seen.text += decoder.decode(bytes)));
  port.onClosed((loss) => seen.closings.push(loss));
  return seen;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every `SerialPorts` does: called inside a `describe`, with a fresh bench for each test. */
export function serialPortsContract(setUp: () => SerialBench): void {
  let bench: SerialBench;
  let open: SerialPort[];

  beforeEach(() => {
    bench = setUp();
    open = [];
  });

  afterEach(async () => {
    await Promise.all(open.map((port) => port.close()));
  });

  async function opened(): Promise<SerialPort> {
    const port = await bench.ports.open(bench.path, BAUD_RATE);
    open.push(port);
    return port;
  }

  const refusal = (reason: string): object => ({ code: 'SERIAL.UNAVAILABLE', reason });

  it('says that a device is missing', async () => {
    await expect(opened()).rejects.toMatchObject(refusal('missing'));
  });

  it('carries bytes both ways, in order', async () => {
    const far = await bench.plug();
    const port = await opened();
    expect([port.path, port.baudRate]).toEqual([bench.path, BAUD_RATE]);
    const near = watch(port);
    far.send('one\r\n');
    far.send('two\r\n');
    await until(() => near.text === 'one\r\ntwo\r\n');
    const writes = ['A', 'T', 'Z\r'].map((text) => port.write(bytes(text)));
    await Promise.all(writes);
    await until(() => far.received() === 'ATZ\r');
    expect(near.closings).toEqual([]);
  });

  it('keeps what comes before anybody listens', async () => {
    const far = await bench.plug();
    const port = await opened();
    far.send('early');
    await port.write(bytes('x'));
    await until(() => far.received() === 'x');
    const near = watch(port);
    await until(() => near.text === 'early');
  });

  it('delivers later than the call that sends', async () => {
    const far = await bench.plug();
    const near = watch(await opened());
    far.send('now');
    expect(near.text).toBe('');
    await until(() => near.text === 'now');
  });

  it('gives a line to one opener at a time', async () => {
    await bench.plug();
    const port = await opened();
    await expect(opened()).rejects.toMatchObject(refusal('taken'));
    await port.close();
    await expect(opened()).resolves.toMatchObject({ path: bench.path });
  });

  it('ends once when it is closed, and then carries nothing more', async () => {
    const far = await bench.plug();
    const port = await opened();
    const near = watch(port);
    await Promise.all([port.close(), port.close()]);
    await until(() => near.closings.length > 0);
    far.send('too late');
    await expect(port.write(bytes('x'))).rejects.toMatchObject(refusal('missing'));
    await port.close();
    expect(near).toEqual({ text: '', closings: [undefined] });
  });

  it('notices that the device is unplugged, and finds it when it is back', async () => {
    const far = await bench.plug();
    const port = await opened();
    const near = watch(port);
    await far.unplug();
    await until(() => near.closings.length > 0);
    expect(near.closings).toEqual(['unplugged']);
    await expect(port.write(bytes('x'))).rejects.toMatchObject(refusal('missing'));
    await expect(opened()).rejects.toMatchObject(refusal('missing'));
    await port.close();

    const again = await bench.plug();
    const nearAgain = watch(await opened());
    again.send('back');
    await until(() => nearAgain.text === 'back');
    expect(near.closings).toEqual(['unplugged']);
  });

  it('notices that a device is unplugged in the middle of its speech', async () => {
    const far = await bench.plug();
    const near = watch(await opened());
    for (let line = 0; line < 2000; line += 1)
      far.send('$GPGGA,a long line that keeps the reader busy\r\n');
    await until(() => near.text !== '');
    await far.unplug();
    await until(() => near.closings.length > 0);
    expect(near.closings).toEqual(['unplugged']);
  });
}
