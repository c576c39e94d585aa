import { once } from 'node:events';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { NodeSerialPorts } from '../../device-agent/dist/src/adapters/node-serial-ports.js';
import {
  serialPortsContract,
  type FarEnd,
  type SerialBench,
} from '../../device-agent/test/serial-ports-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'naif-serial-'));
const running = new Set<ChildProcessByStdio<Writable, Readable, null>>();
let benches = 0;

afterAll(async () => {
  await Promise.all([...running].map((socat) => end(socat)));
  rmSync(folder, { recursive: true });
});

async function end(socat: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  if (!running.delete(socat)) return;
  const exited = once(socat, 'exit');
  // SIGTERM, not SIGKILL: socat then removes its link, and the device's name is gone as on a real machine.
  socat.kill('SIGTERM');
  await exited;
}

/** A pseudo-terminal whose far end is socat's standard input and output. */
async function plugged(path: string): Promise<FarEnd> {
  const socat = spawn('socat', ['STDIO', `PTY,link=${path},rawer`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(socat);
  // What is written while it is being unplugged has nowhere to go.
  socat.stdin.on('error', () => undefined);
  let received = '';
  socat.stdout.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  while (!existsSync(path)) {
    if (socat.exitCode !== null) throw new Error(`socat ended with ${String(socat.exitCode)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    send: (text) => socat.stdin.write(text),
    received: () => received,
    unplug: () => end(socat),
  };
}

function bench(): SerialBench {
  const path = join(folder, `tty${String((benches += 1))}`);
  return { ports: new NodeSerialPorts(), path, plug: () => plugged(path) };
}

describe('serial lines of the machine, on pseudo-terminals', () => {
  serialPortsContract(bench);

  it('refuses a file that is no serial line', async () => {
    const ports = new NodeSerialPorts();
    await expect(ports.open(import.meta.filename, 9600)).rejects.toMatchObject({
      reason: 'refused',
    });
  });
});
