import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askStatus, offerStatus } from './status-socket.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naif-socket-'));
  path = join(folder, 'agent.sock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('tells whoever asks, and only its own user', async () => {
  let asked = 0;
  const socket = await offerStatus(path, () => `{"asked":${(asked += 1)}}`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await askStatus(path)).toBe('{"asked":1}');
  expect(await askStatus(path)).toBe('{"asked":2}');
  socket.close();
  expect(existsSync(path)).toBe(false);
  expect(await askStatus(path)).toBeUndefined();
});

it('takes the place of a socket that a killed agent left behind, not that of a running one', async () => {
  writeFileSync(path, '');
  const socket = await offerStatus(path, () => '{}');
  await expect(offerStatus(path, () => '{}')).rejects.toThrow('another agent');
  expect(await askStatus(path)).toBe('{}');
  socket.close();
});

it('does not care what callers send, nor how long they stay', async () => {
  const socket = await offerStatus(path, () => '{}');
  const rude = connect(path);
  rude.on('error', () => undefined);
  rude.write('x'.repeat(1_000_000));
  expect(await askStatus(path)).toBe('{}');
  socket.close();
  rude.destroy();
});

it('does not cut a path that is too long for a socket', async () => {
  const long = join(folder, 'x'.repeat(120));
  await expect(offerStatus(long, () => '{}')).rejects.toThrow('too long');
});
