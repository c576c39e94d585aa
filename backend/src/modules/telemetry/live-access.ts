import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { DomainError } from '../../errors/domain-error.js';
import { ClientAddress } from '../../http/client-address.js';
import { EventLog } from '../../observability/event-log.js';
import {
  ACCESS_COOKIE,
  AccessTokens,
  CrossSiteRequest,
  NotAuthenticated,
  isCrossSite,
  type Access,
} from '../auth/auth.public.js';

/** What of a socket's handshake is looked at. */
export interface Handshake {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** The other end of the connection: a proxy, perhaps. */
  readonly address: string;
}

/** An error as socket.io hands it to the client: `data` arrives with `connect_error`. */
export interface LiveRefusal extends Error {
  readonly data: { readonly code: string };
}

/** Lets sockets in: by the cookie of the access token, and from our own pages only. */
@Injectable()
export class LiveAccess {
  private readonly clientAddress: ClientAddress;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly environment: Environment,
    private readonly log: EventLog,
  ) {
    this.clientAddress = new ClientAddress(environment.trustProxy);
  }

  /** Who opens the socket. @throws CrossSiteRequest, NotAuthenticated */
  async admit(handshake: Handshake): Promise<Access> {
    // Browsers let any page open a socket to anywhere and send our cookie along: only the origin tells.
    if (isCrossSite(sourceOf(handshake), this.environment.publicOrigins))
      throw new CrossSiteRequest();
    const token = cookieOf(handshake.headers['cookie'], ACCESS_COOKIE);
    const access = token === undefined ? undefined : await this.tokens.verify(token);
    if (!access) throw new NotAuthenticated();
    return access;
  }

  /** From where the socket is opened. */
  addressOf({ address, headers }: Handshake): string {
    return this.clientAddress.of(address, headers['x-forwarded-for']);
  }

  /** What the client learns of an error. */
  refusal(error: unknown): LiveRefusal {
    if (error instanceof DomainError) {
      return Object.assign(new Error(error.message), { data: { code: error.code } });
    }
    this.log.error('live.not-admitted', { error });
    const data = { code: 'SERVICE.UNAVAILABLE' };
    return Object.assign(new Error('The service is not available at the moment.'), { data });
  }
}

function sourceOf({ headers, secure }: Handshake): Parameters<typeof isCrossSite>[0] {
  // No page can set these for a socket: whoever writes them stands in front of us.
  const host = first(headers['x-forwarded-host']) ?? first(headers['host']) ?? '';
  const scheme = first(headers['x-forwarded-proto']) ?? (secure ? 'https' : 'http');
  return {
    fetchSite: first(headers['sec-fetch-site']),
    origin: first(headers['origin']),
    ownOrigin: `${scheme}://${host}`,
  };
}

function first(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  return value?.split(',')[0]?.trim();
}

/** The value of a cookie out of the `Cookie` header; our tokens need no decoding. */
export function cookieOf(header: string | string[] | undefined, name: string): string | undefined {
  const text = Array.isArray(header) ? header.join('; ') : (header ?? '');
  for (const pair of text.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
