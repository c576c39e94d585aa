import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { serverUrl } from './https-uplink.js';

/** How far a server could be reached: its name, a connection, its certificate, its answer. */
export type ProbeStep = 'address' | 'name' | 'connection' | 'certificate' | 'answer';

/** What came of it. */
export type ProbeResult =
  | {
      readonly reached: true;
      readonly address: string;
      /** When its certificate ends, ms since the epoch. */
      readonly certificateEnds?: number;
    }
  | {
      readonly reached: false;
      readonly step: ProbeStep;
      /** For people. */
      readonly reason: string;
      /** Of a certificate: what is wrong with it, as Node names it. */
      readonly code?: string;
    };

/** Longest for each step, ms: a mobile line that needs more does not bring an upload through either. */
const STEP_MS = 8000;

class StepFailed extends Error {
  constructor(
    readonly step: ProbeStep,
    readonly reason: unknown,
  ) {
    super('');
  }
}

/** Tries step by step to reach a server as the agent does. Never rejects. */
export async function probeServer(server: string, ca?: string): Promise<ProbeResult> {
  try {
    const url = await at('address', () => Promise.resolve(serverUrl(server)));
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const secure = url.protocol === 'https:';
    const port = Number(url.port || (secure ? 443 : 80));
    const addresses = isIP(host)
      ? [host]
      : await at('name', async () =>
          (await lookup(host, { all: true })).map(({ address }) => address),
        );
    const address = await at('connection', () => firstOpen(addresses, port));
    const certificateEnds = secure
      ? await at('certificate', () => certificateEnd(host, address, port, ca))
      : undefined;
    await at('answer', () => askHealth(url, ca));
    return {
      reached: true,
      address,
      ...(certificateEnds === undefined ? {} : { certificateEnds }),
    };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const { step, reason } = error;
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : undefined;
    return {
      reached: false,
      step,
      reason: reason instanceof Error ? reason.message : String(reason),
      ...(code === undefined ? {} : { code }),
    };
  }
}

async function at<T>(step: ProbeStep, work: () => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, STEP_MS);
  const late = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(new Error(`nothing came within ${STEP_MS / 1000} s`));
    });
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw new StepFailed(step, error);
  } finally {
    clearTimeout(timer);
  }
}

async function firstOpen(addresses: readonly string[], port: number): Promise<string> {
  const attempts = addresses.map(
    (host) =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTcp({ host, port, timeout: STEP_MS });
        socket.once('connect', () => {
          socket.destroy();
          resolve(host);
        });
        socket.once('timeout', () => socket.destroy(new Error('no answer')));
        socket.once('error', reject);
      }),
  );
  try {
    return await Promise.any(attempts);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}

function certificateEnd(
  host: string,
  address: string,
  port: number,
  ca: string | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host: address,
      port,
      rejectUnauthorized: true,
      timeout: STEP_MS,
      ...(isIP(host) ? {} : { servername: host }),
      ...(ca === undefined ? {} : { ca }),
    });
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });
}

function askHealth(base: URL, ca: string | undefined): Promise<void> {
  const url = new URL(`${base.pathname.replace(/\/$/, '')}/api/health/live`, base);
  const options = { timeout: STEP_MS, agent: false as const };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? https.get(url, { ...options, rejectUnauthorized: true, ...(ca ? { ca } : {}) })
        : http.get(url, options);
    request.once('response', (answer) => {
      answer.resume();
      if (answer.statusCode === 200) resolve();
      else reject(new Error(`it answers with status ${answer.statusCode ?? '?'}`));
      request.destroy();
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
  });
}
