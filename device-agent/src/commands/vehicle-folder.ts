import { readFileSync } from 'node:fs';
import { HttpsUplink, type UplinkHaste } from '../adapters/https-uplink.js';
import {
  LastingOutbox,
  type LastingOutboxOptions,
  type LastingOutboxParts,
} from '../adapters/lasting-outbox.js';
import type { StateDirectory } from '../adapters/state-directory.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Uplink } from '../ports/uplink.js';
import { TwoSites } from '../upload/two-sites.js';
import { AGENT_VERSION } from '../version.js';

/** A slow mobile line gets a batch of 500 through in this time, ms; a dead one is noticed. */
const UPLINK_TIMEOUT_MS = 30_000;
/** The outbox, in a vehicle's folder. */
export const OUTBOX_FILE = 'outbox.sqlite';

/**
 * With a second site the first one is given up sooner: six seconds are name, connection and TLS on a mobile line
 * with a round trip of a second, four addresses in turn; ten are those and a server that takes its time.
 */
const HASTE = { connectMs: 6000, firstByteMs: 10_000 };

/** One server. */
export interface ServerAddress {
  readonly server: string;
  /** File (PEM) of the authorities that sign the servers' certificates. */
  readonly ca?: string;
}

/** Where uploads go. */
export interface SiteAddresses extends ServerAddress {
  /** The backup site, where there is one. */
  readonly backup?: string;
}

/** Opens the way to one server. Throws when its address would be plain HTTP to another machine or the CA file is unreadable. */
export function openUplink({ server, ca }: ServerAddress, haste?: UplinkHaste): HttpsUplink {
  return new HttpsUplink({
    serverUrl: server,
    timeoutMs: UPLINK_TIMEOUT_MS,
    userAgent: `naif-agent/${AGENT_VERSION}`,
    ...(haste ? { haste } : {}),
    ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
  });
}

/** Opens the way for uploads: to the main site, or to the main and the backup site. Throws as `openUplink` does. */
export function openSites(addresses: SiteAddresses, clock: Clock, log: Log): Uplink {
  const { backup } = addresses;
  if (backup === undefined) return openUplink(addresses);
  const sites = {
    main: openUplink(addresses, HASTE),
    backup: openUplink({ ...addresses, server: backup }, HASTE),
  };
  return new TwoSites({ sites, clock, log });
}

/** Opens the outbox of a vehicle's folder, whatever its disk is like. Throws `OutboxInUse` while another agent runs on it. */
export function openOutbox(
  state: StateDirectory,
  parts: LastingOutboxParts,
  options?: LastingOutboxOptions,
): LastingOutbox {
  return new LastingOutbox(state.path(OUTBOX_FILE), parts, options);
}
