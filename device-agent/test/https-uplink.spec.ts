import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  HttpsUplink,
  PlainHttpRefused,
  type HttpsUplinkOptions,
} from '../src/adapters/https-uplink.js';
import { compileAgent, ROOT } from './twins/compiled.js';
import { deafListener } from './twins/deaf-listener.js';

const open: { close: () => void }[] = [];

afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

async function serve(
  listener: RequestListener,
  host = '127.0.0.1',
  server = createServer(),
): Promise<string> {
  server.on('request', listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function uplinkTo(serverUrl: string, more: Partial<HttpsUplinkOptions> = {}): HttpsUplink {
  const uplink = new HttpsUplink({
    serverUrl,
    timeoutMs: 5000,
    userAgent: 'naif-agent/test',
    ...more,
  });
  open.push(uplink);
  return uplink;
}

const REQUEST = { path: '/api/embedded/enrolments', body: { hello: 'wörld' }, token: 'abc' };
const LONG = { text: 'wörld '.repeat(1000) };

describe('HttpsUplink', () => {
  it('posts JSON with its token, below the server’s path, gzipped when it is long', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const {
          authorization,
          'content-type': type,
          'content-encoding': encoding,
        } = request.headers;
        const sent = Buffer.concat(chunks);
        const text = (encoding === 'gzip' ? gunzipSync(sent) : sent).toString();
        const length = Number(request.headers['content-length']);
        seen.push([request.method, request.url, authorization, type, encoding, text]);
        expect(length).toBe(sent.length);
        response.writeHead(429, { 'retry-after': '7', date: 'Mon, 05 Jan 2026 08:00:00 GMT' });
        response.end('{"code":"X"}');
      });
    });
    const uplink = uplinkTo(`${url}/naif/`);
    expect(await uplink.post(REQUEST)).toEqual({
      kind: 'answered',
      status: 429,
      retryAfter: '7',
      date: Date.UTC(2026, 0, 5, 8),
      body: '{"code":"X"}',
    });
    await uplink.post({ path: '/upload', body: LONG });
    expect(seen).toEqual([
      [
        ...['POST', '/naif/api/embedded/enrolments', 'Bearer abc', 'application/json'],
        ...[undefined, JSON.stringify(REQUEST.body)],
      ],
      ['POST', '/naif/upload', undefined, 'application/json', 'gzip', JSON.stringify(LONG)],
    ]);
  });

  it('keeps its connection, and opens a new one when the server has closed it', async () => {
    const sockets = new Set<Socket>();
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      request.resume();
      request.on('end', () => response.end('{}'));
    });
    const uplink = uplinkTo(url);
    await uplink.post(REQUEST);
    await uplink.post(REQUEST);
    expect(sockets.size).toBe(1);
    for (const socket of sockets) socket.resetAndDestroy();
    expect(await uplink.post(REQUEST)).toMatchObject({ kind: 'answered', status: 200 });
    expect(sockets.size).toBe(2);
  });

  it('speaks IPv6', async () => {
    const url = await serve((_, response) => response.end('{}'), '::1');
    expect(await uplinkTo(url).post(REQUEST)).toMatchObject({ kind: 'answered', status: 200 });
  });

  /** A name with an address of each family, IPv6 first. */
  const bothFamilies: LookupFunction = (_name, _options, found) => {
    found(null, [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
  };

  it.each(['::1', '127.0.0.1'])(
    'finds the family that leads somewhere when only %s listens',
    async (host) => {
      const url = await serve((_, response) => response.end('{}'), host);
      const { port } = new URL(url);
      const uplink = uplinkTo(`http://localhost:${port}`, { lookup: bothFamilies });
      expect(await uplink.post(REQUEST)).toMatchObject({ kind: 'answered', status: 200 });
    },
  );

  it('goes on to the next address when one swallows everything', async () => {
    const deaf = await deafListener();
    open.push(deaf);
    const server = createServer((_, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(deaf.port, '127.0.0.2', resolve));
    open.push(server);
    const lookup: LookupFunction = (_name, _options, found) => {
      found(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ]);
    };
    const uplink = uplinkTo(`http://localhost:${deaf.port}`, { lookup, timeoutMs: 30_000 });
    expect(await uplink.post(REQUEST)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('gives up a server in haste that gives no connection, or no answer', async () => {
    const deaf = await deafListener();
    open.push(deaf);
    const haste = { connectMs: 200, firstByteMs: 20_000 };
    const timeoutMs = 30_000;
    expect(
      await uplinkTo(`http://127.0.0.1:${deaf.port}`, { haste, timeoutMs }).post(REQUEST),
    ).toEqual({ kind: 'unreachable', timedOut: true, reason: 'no connection within 0.2 s' });
    const url = await serve(() => undefined);
    const sooner = { connectMs: 20_000, firstByteMs: 300 };
    expect(await uplinkTo(url, { haste: sooner, timeoutMs }).post(REQUEST)).toEqual({
      kind: 'unreachable',
      timedOut: true,
      reason: 'no answer within 0.3 s',
    });
  });

  it('lets an answer that has begun take its time, and ends in the time of the request', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      response.write('{');
      setTimeout(() => response.end('}'), 500);
    });
    const haste = { connectMs: 10_000, firstByteMs: 10_000 };
    const uplink = uplinkTo(url, { haste, timeoutMs: 30_000 });
    expect(await uplink.post(REQUEST)).toMatchObject({ kind: 'answered', body: '{}' });
    expect(await uplink.post({ ...REQUEST, withinMs: 100 })).toMatchObject({ timedOut: true });
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(307, { location: 'https://elsewhere.example' }).end(),
    );
    expect(await uplinkTo(url).post(REQUEST)).toMatchObject({ kind: 'answered', status: 307 });
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'breaks off inside its answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"stored":');
        setTimeout(() => response.destroy(), 20);
      },
      /aborted|broke off|hang up/,
    ],
    ['closes without an answer', (request) => request.socket.destroy(), /hang up|ECONNRESET/],
    [
      'never ends its answer',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
      /in time/,
    ],
    ['says nothing', () => undefined, /in time/],
    [
      'says too much',
      (_, response) => {
        response.end(Buffer.alloc(2_000_000, 32));
      },
      /too long/,
    ],
    [
      'speaks no HTTP',
      (request) => {
        request.socket.end('SSH-2.0-OpenSSH_9.2\r\n');
      },
      /Parse Error/,
    ],
  ])('is unreachable when the server %s', async (_, listener, reason) => {
    const url = await serve(listener);
    const answer = await uplinkTo(url, { timeoutMs: 400 }).post(REQUEST);
    expect(answer).toMatchObject({ kind: 'unreachable', timedOut: /time/.test(reason.source) });
    expect(answer.kind === 'unreachable' && answer.reason).toMatch(reason);
  });

  it('is unreachable when nobody listens or the name is unknown', async () => {
    for (const url of ['http://127.0.0.1:1', 'https://naif.invalid']) {
      expect(await uplinkTo(url).post(REQUEST)).toMatchObject({
        kind: 'unreachable',
        timedOut: false,
      });
    }
  });

  it('lets go at once when it is told to', async () => {
    const url = await serve(() => undefined);
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    const begun = performance.now();
    expect(await uplinkTo(url).post(REQUEST, stop.signal)).toMatchObject({
      kind: 'unreachable',
      timedOut: false,
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it.each([
    'http://naif.example',
    'http://10.0.0.1',
    'http://0.0.0.0:8080',
    'http://127.0.0.1.naif.example',
    'http://[::2]',
  ])('refuses plain HTTP to %s', (url) => {
    expect(() => uplinkTo(url)).toThrow(PlainHttpRefused);
  });

  it.each(['http://localhost:1', 'http://127.8.9.10', 'http://[::1]:8080', 'https://naif.example'])(
    'takes %s',
    (url) => {
      expect(() => uplinkTo(url)).not.toThrow();
    },
  );

  it.each(['naif.example', 'ftp://naif.example', ''])('takes “%s” for no address', (url) => {
    expect(() => uplinkTo(url)).toThrow();
  });
});

describe('HttpsUplink over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-tls-'));
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');

  beforeAll(() => {
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', key, '-out', certificate],
      ],
      { stdio: 'ignore' },
    );
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const tlsServer = (): Server =>
    createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) });

  it('believes the authority that it was given', async () => {
    const url = await serve((_, response) => response.end('{}'), '127.0.0.1', tlsServer());
    const port = new URL(url).port;
    const ca = readFileSync(certificate, 'utf8');
    const answer = await uplinkTo(`https://localhost:${port}`, { ca }).post(REQUEST);
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(await uplinkTo(`https://127.0.0.1:${port}`, { ca }).post(REQUEST)).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringMatching(/does not match/) as string,
    });
  });

  it('believes no other, not even when the environment says so', async () => {
    let asked = 0;
    const url = await serve(() => (asked += 1), '127.0.0.1', tlsServer());
    const port = new URL(url).port;
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const answer = await uplinkTo(`https://localhost:${port}`).post(REQUEST);
      expect(answer).toMatchObject({
        kind: 'unreachable',
        reason: expect.stringMatching(/self.signed/) as string,
      });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(asked).toBe(0);
  });

  it('believes an authority that was added to the system', async () => {
    compileAgent();
    const url = await serve((_, response) => response.end('{}'), '127.0.0.1', tlsServer());
    const program = `
      import { HttpsUplink } from '${pathToFileURL(join(ROOT, 'device-agent/dist/src/adapters/https-uplink.js')).href}';
      const uplink = new HttpsUplink({
        serverUrl: 'https://localhost:${new URL(url).port}', timeoutMs: 20000, userAgent: 'test',
      });
      console.log(JSON.stringify(await uplink.post({ path: '/', body: {} })));
      uplink.close();
    `;
    const answers = await Promise.all(
      [certificate, join(folder, 'none.pem')].map((file) => runProgram(program, file)),
    );
    expect(answers).toMatchObject([{ status: 200 }, { kind: 'unreachable' }]);
    // It compiles first.
  }, 180_000);
});

/** Runs a module in a process of its own whose system believes the authorities of a file; gives what it printed. */
function runProgram(program: string, authorities: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', program],
      { env: { SSL_CERT_FILE: authorities, SSL_CERT_DIR: '/nowhere' } },
      (error, output) => {
        if (error) reject(new Error(error.message));
        else resolve(JSON.parse(output));
      },
    );
  });
}
