import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { TlsFiles } from '../../../src/http/tls-files.js';
import { EventLog } from '../../../src/observability/event-log.js';
import { TestApp } from '../app-harness.js';

/** Self-signed pairs of no other use, valid for a hundred years. */
const FIXTURES = join(__dirname, 'tls');

describe('HTTPS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-tls-'));
  const [certFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const events: string[] = [];
  const log = new EventLog('debug', {
    write: (line) => void events.push((JSON.parse(line) as { event: string }).event),
  });
  const install = (name: string): void => {
    copyFileSync(join(FIXTURES, `${name}.crt`), certFile);
    copyFileSync(join(FIXTURES, `${name}.key`), keyFile);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is spoken with the given certificate, and with a new one as soon as the files change', async () => {
    install('first');
    const files = new TlsFiles(certFile, keyFile, log);
    const test = await TestApp.start({ tls: files.read() });
    const stop = files.follow(test.app.getHttpServer() as unknown as Server, 20);
    try {
      expect(await subjectAt(test.origin)).toBe('first.naif.example');

      writeFileSync(certFile, 'half a certi');
      await until(() => events.includes('tls.not-reloaded'));
      expect(await subjectAt(test.origin)).toBe('first.naif.example');

      install('second');
      await until(() => events.includes('tls.reloaded'));
      expect(await subjectAt(test.origin)).toBe('second.naif.example');
    } finally {
      stop();
      await test.close();
    }
  });

  it('is refused with a sentence when the key belongs to another certificate', () => {
    install('first');
    copyFileSync(join(FIXTURES, 'second.key'), keyFile);
    expect(() => new TlsFiles(certFile, keyFile, log).read()).toThrow(
      /and its key .* cannot be used/,
    );
  });
});

/** Common name of the certificate that a new connection sees. */
async function subjectAt(origin: string): Promise<string | undefined> {
  const { hostname, port } = new URL(origin);
  // Self-signed: which one it is matters here, not who signed it.
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await new Promise((resolve, reject) =>
    socket.once('secureConnect', resolve).once('error', reject),
  );
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return [subject.CN].flat()[0];
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen within 5 s.');
    await sleep(10);
  }
}
