import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT } from '../../scripts/processes.mts';
import { freePort } from '../rig/backend-process.mts';
import { recordedPoints } from '../rig/recorded-drives.mts';
import { UploadBodies } from './upload-bodies.mts';
import { UploadConnection } from './upload-connection.mts';

const WEEK_S = 7 * 24 * 3600;

describe('npm run bench:serve', () => {
  it('serves enrolled vehicles with long-lived tokens until it is stopped, and leaves nothing behind', async () => {
    const before = dataFolders();
    const folder = mkdtempSync(join(tmpdir(), 'naif-devices-'));
    const file = join(folder, 'devices.txt');
    const port = await freePort();
    const args = [
      join(ROOT, 'scripts/bench-serve.mts'),
      ...['--devices', '3', '--port', String(port), '--out', file],
    ];
    const server = spawn(NODE, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: 'ignore',
    });
    const ended = once(server, 'exit');
    while (!existsSync(file) && server.exitCode === null) await sleep(100);

    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(statSync(file).mode & 0o077).toBe(0);
    for (const line of lines) {
      expect(line).toMatch(/^[0-9a-f]{64} [\w-]+\.[\w-]+\.[\w-]+$/);
      const [carId = '', token = ''] = line.split(' ');
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        iat: number;
        exp: number;
      };
      expect(claims.exp - claims.iat).toBe(WEEK_S);
      const options = { records: 5, gzip: true };
      const bodies = new UploadBodies(
        { carId, token },
        recordedPoints(),
        0,
        Date.now() - 60_000,
        options,
      );
      const connection = new UploadConnection(port);
      const { status, body } = await connection.send(bodies.next().request);
      connection.close();
      expect([status, JSON.parse(body)]).toEqual([
        200,
        { stored: 5, duplicates: 0, refused: [], commands: [] },
      ]);
    }

    server.kill('SIGTERM');
    await ended;
    expect(dataFolders()).toEqual(before);
    rmSync(folder, { recursive: true });
  });
});

function dataFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('naif-bench-serve-'));
}
