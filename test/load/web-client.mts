import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Latencies, type LatencySummary } from './latencies.mts';

/** What one kind of request took. */
export interface ReadOutcome {
  readonly latencyMs: LatencySummary;
  /** Bytes of one answer as they travelled. */
  readonly bytes: number;
}

/** An employee's browser, as far as plain requests go: one keep-alive connection, cookies, compressed answers. */
export class WebClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** The session's cookies as one header. */
  cookie = '';

  private readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** Logs in. @throws Error when the answer is not 200 */
  async logIn(email: string, password: string): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(`The login failed: ${answer.status} ${await answer.text()}`);
    this.cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** Asks again and again (for several paths in turn), one after the other, and measures all but the first few. */
  async repeat(
    path: string | readonly [string, ...string[]],
    times: number,
    encoding = 'gzip, deflate, br',
  ): Promise<ReadOutcome> {
    const paths = typeof path === 'string' ? ([path] as const) : path;
    const latencies = new Latencies();
    let bytes = 0;
    const warmUp = Math.max(2, Math.ceil(times / 10));
    for (let index = -warmUp; index < times; index++) {
      const begin = performance.now();
      bytes = await this.get(paths[(index + warmUp) % paths.length] ?? paths[0], encoding);
      if (index >= 0) latencies.add(performance.now() - begin);
    }
    return { latencyMs: latencies.summary(), bytes };
  }

  close(): void {
    this.agent.destroy();
  }

  /** What a path answers. @throws Error when that is no success */
  async json(path: string): Promise<unknown> {
    return this.answer(path, {});
  }

  /** Sends a form, or nothing. @throws Error when the answer is no success */
  async post(path: string, form?: FormData): Promise<unknown> {
    return this.answer(path, { method: 'POST', ...(form && { body: form }) });
  }

  /** The longest time for which the server was busy with one thing since it was asked last, ms. */
  async eventLoopDelayMs(): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/metrics`);
    const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(await answer.text()) ?? [];
    if (seconds === undefined) throw new Error('The server tells nothing of its event loop.');
    return Number(seconds) * 1000;
  }

  private async answer(path: string, init: RequestInit): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      ...init,
      headers: { cookie: this.cookie },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  /** Resolves with the size of the answer when its last byte is here. */
  private get(path: string, encoding: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { cookie: this.cookie, 'accept-encoding': encoding };
      const outgoing = request(
        { port: this.port, host: '127.0.0.1', path, agent: this.agent, headers },
        (incoming) => {
          let bytes = 0;
          incoming.on('data', (chunk: Buffer) => (bytes += chunk.length));
          incoming.on('end', () => {
            if (incoming.statusCode === 200) resolve(bytes);
            else reject(new Error(`${path} answered ${incoming.statusCode ?? 0}.`));
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
  }
}
