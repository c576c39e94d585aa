import { MemorySerialPorts } from '../src/adapters/memory/memory-serial-ports.js';
import { serialPortsContract, type FarEnd, type SerialBench } from './serial-ports-contract.js';

const PATH = '/dev/simulated';

function bench(): SerialBench {
  const ports = new MemorySerialPorts();
  return { ports, path: PATH, plug: () => Promise.resolve(plugged(ports)) };
}

function plugged(ports: MemorySerialPorts): FarEnd {
  let received = '';
  let sendBytes: (bytes: Uint8Array) => void = () => undefined;
  ports.plug(PATH, {
    opened: (_, send) => (sendBytes = send),
    received: (bytes) => (received += new TextDecoder().decode(bytes)),
    closed: () => undefined,
  });
  return {
    send: (text) => sendBytes(new TextEncoder().encode(text)),
    received: () => received,
    unplug: () => {
      ports.unplug(PATH);
      return Promise.resolve();
    },
  };
}

describe('serial lines in memory', () => {
  serialPortsContract(bench);

  it('tells the device when it is opened, at which rate, and when it is closed', async () => {
    const ports = new MemorySerialPorts();
    const seen: string[] = [];
    ports.plug(PATH, {
      opened: (baudRate) => seen.push(`opened ${baudRate}`),
      received: () => undefined,
      closed: () => seen.push('closed'),
    });
    const port = await ports.open(PATH, 38_400);
    await port.close();
    await ports.open(PATH, 9600);
    ports.unplug(PATH);
    expect(seen).toEqual(['opened 38400', 'closed', 'opened 9600', 'closed']);
  });
});
