import * as http from 'node:http';
import * as https from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Uplink, UplinkAnswer, UplinkFailure, UplinkRequest } from '../ports/uplink.js';

const compress = promisify(gzip);

/** A receipt for 1000 refused records stays well below. */
const LONGEST_ANSWER_BYTES = 1_048_576;

/** How to reach the server. */
export interface HttpsUplinkOptions {
  /** `https://…`, or `http://` on loopback only. */
  readonly serverUrl: string;
  /** PEM of the authority that signed the server's certificate; the built-in authorities otherwise. */
  readonly ca?: string;
  /** Most ms from the first byte to the last one of the answer. */
  readonly timeoutMs: number;
  readonly userAgent: string;
}

/** This address would send positions and tokens in the clear. */
export class PlainHttpRefused extends Error {
  readonly code = 'UPLINK.PLAIN_HTTP';
  constructor(serverUrl: string) {
    super(
      `${serverUrl} is plain HTTP to another machine: the agent speaks HTTPS (plain HTTP only to this machine itself).`,
    );
  }
}

/** Shorter bodies gain nothing by compression; and only uploads, which are longer, may come compressed. */
const GZIP_FROM_BYTES = 1024;

/** A request's body as it travels. */
interface Body {
  readonly bytes: Buffer;
  readonly packed: boolean;
}

/** Posts JSON, gzipped when that helps, with keep-alive over verified TLS. Follows no redirect: a token goes to one server only. */
export class HttpsUplink implements Uplink {
  private readonly base: URL;
  private readonly agent: http.Agent;
  private readonly secure: boolean;

  /** Throws `PlainHttpRefused`, or a `TypeError` when the URL is none. */
  constructor(private readonly options: HttpsUplinkOptions) {
    this.base = serverUrl(options.serverUrl);
    this.secure = this.base.protocol === 'https:';
    const keepAlive = { keepAlive: true, maxSockets: 2 };
    this.agent = this.secure
      ? new https.Agent({
          ...keepAlive,
          // Said aloud so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
          rejectUnauthorized: true,
          ...(options.ca === undefined ? {} : { ca: options.ca }),
        })
      : new http.Agent(keepAlive);
  }

  async post(request: UplinkRequest, signal?: AbortSignal): Promise<UplinkAnswer | UplinkFailure> {
    const json = Buffer.from(JSON.stringify(request.body));
    const packed = json.length >= GZIP_FROM_BYTES;
    const body = { bytes: packed ? await compress(json) : json, packed };
    const timeout = AbortSignal.timeout(this.options.timeoutMs);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      return await this.exchange(request, body, either);
    } catch (error) {
      if (error instanceof StaleConnection && !either.aborted) {
        // The server closed an idle connection while the request was on its way; uploads can be repeated.
        return await this.exchange(request, body, either).catch((again: unknown) =>
          failure(again, timeout.aborted),
        );
      }
      return failure(error, timeout.aborted);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(request: UplinkRequest, body: Body, signal: AbortSignal): Promise<UplinkAnswer> {
    const url = new URL(this.base.pathname.replace(/\/$/, '') + request.path, this.base);
    const headers: http.OutgoingHttpHeaders = {
      accept: 'application/json, application/problem+json',
      'content-type': 'application/json',
      ...(body.packed ? { 'content-encoding': 'gzip' } : {}),
      'content-length': body.bytes.length,
      'user-agent': this.options.userAgent,
      ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
    };
    const module = this.secure ? https : http;
    return new Promise((resolve, reject) => {
      const outgoing = module.request(url, { method: 'POST', agent: this.agent, headers, signal });
      outgoing.on('response', (incoming) => {
        readAnswer(incoming).then(resolve, reject);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const stale =
          outgoing.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        reject(stale ? new StaleConnection() : error);
      });
      outgoing.end(body.bytes);
    });
  }
}

class StaleConnection extends Error {}

/** Parses and judges a server's address; throws when it is no URL or would be plain HTTP to another machine. */
export function serverUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol === 'https:') return url;
  if (url.protocol !== 'http:') throw new TypeError(`${text} is no https:// address.`);
  if (!isLoopback(url.hostname)) throw new PlainHttpRefused(text);
  return url;
}

function isLoopback(hostname: string): boolean {
  // URL has already normalised 127.1 and 0x7f000001 to dotted form, and IPv6 to its shortest one.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

async function readAnswer(incoming: http.IncomingMessage): Promise<UplinkAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > LONGEST_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(bytes);
  }
  if (!incoming.complete) throw new Error('the answer broke off');
  const date = Date.parse(incoming.headers.date ?? '');
  const retryAfter = incoming.headers['retry-after'];
  return {
    kind: 'answered',
    status: incoming.statusCode ?? 0,
    ...(Number.isNaN(date) ? {} : { date }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function failure(error: unknown, timedOut: boolean): UplinkFailure {
  if (timedOut) return { kind: 'unreachable', timedOut, reason: 'no answer in time' };
  return { kind: 'unreachable', timedOut, reason: describe(error) };
}

function describe(error: unknown): string {
  // Node gathers the refusals of several addresses in one error without a message of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  return error instanceof Error && error.message ? error.message : String(error);
}
