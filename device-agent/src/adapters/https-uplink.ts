import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates, TLSSocket, type SecureContext } from 'node:tls';
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
  /**
   * PEM of the authorities that sign this server's certificate: then no others are believed. Otherwise those of
   * this system's store and those that Node brings along.
   */
  readonly ca?: string;
  /** Most ms from the first byte to the last one of the answer. */
  readonly timeoutMs: number;
  /** Shorter limits, where another server can take over. */
  readonly haste?: UplinkHaste;
  readonly userAgent: string;
  /** Finds the addresses of the server's name; the system's own way by default. */
  readonly lookup?: LookupFunction;
}

/** How soon a server must show that it is there. */
export interface UplinkHaste {
  /** Most ms for name, connection and TLS. */
  readonly connectMs: number;
  /** Most ms to the first byte of an answer. A body of more than `BODY_ALLOWANCE_BYTES` is given more. */
  readonly firstByteMs: number;
}

/** A second more for each so many bytes of the body: 32 kbit/s, a mobile line at its worst. */
const BODY_ALLOWANCE_BYTES = 4096;

/**
 * A server's name may have IPv6 and IPv4 addresses of which one family leads nowhere. They are tried in turn
 * (RFC 8305), each for so long, ms: one lost SYN is sent again after a second (RFC 6298), and four addresses fit
 * into a connect limit of six seconds. Node's own 250 ms are shorter than a mobile line's round trip.
 */
const ADDRESS_ATTEMPT_MS = 1500;

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
    const connection = {
      keepAlive: true,
      maxSockets: 2,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
      ...(options.lookup ? { lookup: options.lookup } : {}),
    };
    this.agent = this.secure
      ? new https.Agent({
          ...connection,
          // Said aloud so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
          rejectUnauthorized: true,
          secureContext: authorities(options.ca),
        })
      : new http.Agent(connection);
  }

  async post(request: UplinkRequest, signal?: AbortSignal): Promise<UplinkAnswer | UplinkFailure> {
    const json = Buffer.from(JSON.stringify(request.body));
    const packed = json.length >= GZIP_FROM_BYTES;
    const body = { bytes: packed ? await compress(json) : json, packed };
    const { timeoutMs } = this.options;
    const timeout = AbortSignal.timeout(Math.min(timeoutMs, request.withinMs ?? timeoutMs));
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
      const { haste } = this.options;
      const patience = haste && new Patience(outgoing, haste, body.bytes.length);
      outgoing.on('response', (incoming) => {
        patience?.end();
        readAnswer(incoming).then(resolve, reject);
      });
      outgoing.on('close', () => patience?.end());
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

class TooSlow extends Error {}

/** Ends a request whose server does not show in time that it is there. */
class Patience {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(outgoing: http.ClientRequest, haste: UplinkHaste, bodyBytes: number) {
    const allowanceMs = Math.floor(bodyBytes / BODY_ALLOWANCE_BYTES) * 1000;
    this.limit(outgoing, haste.firstByteMs + allowanceMs, 'no answer');
    outgoing.on('socket', (socket) => {
      // A connection that was kept has nothing to wait for.
      if (outgoing.reusedSocket) return;
      const connecting = this.limit(outgoing, haste.connectMs, 'no connection');
      socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
      });
    });
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private limit(outgoing: http.ClientRequest, ms: number, what: string): NodeJS.Timeout {
    const timer = setTimeout(() => {
      outgoing.destroy(new TooSlow(`${what} within ${ms / 1000} s`));
    }, ms);
    this.timers.push(timer);
    return timer;
  }
}

let everybodys: SecureContext | undefined;

/**
 * The authorities that are believed. Node by itself knows only the list it brings along: an authority that the owner
 * of this system has added (`update-ca-certificates`) is in the system's store alone. Read once, since each reading
 * takes a Pi a noticeable moment; made once, so that connections share it.
 */
function authorities(ca: string | undefined): SecureContext {
  if (ca !== undefined) return createSecureContext({ ca });
  everybodys ??= createSecureContext({
    ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
  });
  return everybodys;
}

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
  if (error instanceof TooSlow) {
    return { kind: 'unreachable', timedOut: true, reason: error.message };
  }
  return { kind: 'unreachable', timedOut, reason: describe(error) };
}

function describe(error: unknown): string {
  // Node gathers the refusals of several addresses in one error without a message of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  return error instanceof Error && error.message ? error.message : String(error);
}
