import { readFileSync } from 'node:fs';
import { HttpsUplink } from '../adapters/https-uplink.js';
import { SqliteOutbox } from '../adapters/sqlite-outbox.js';
import type { StateDirectory } from '../adapters/state-directory.js';
import type { Uplink } from '../ports/uplink.js';
import { AGENT_VERSION } from '../version.js';

/** A slow mobile line gets a batch of 500 through in this time, ms; a dead one is noticed. */
const UPLINK_TIMEOUT_MS = 30_000;
const OUTBOX_FILE = 'outbox.sqlite';

/** Opens the way to a server. Throws when the address would be plain HTTP to another machine or the CA file is unreadable. */
export function openUplink(serverUrl: string, caFile?: string): Uplink {
  return new HttpsUplink({
    serverUrl,
    timeoutMs: UPLINK_TIMEOUT_MS,
    userAgent: `naif-agent/${AGENT_VERSION}`,
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }),
  });
}

/** Opens the outbox of a vehicle's folder. Throws `OutboxInUse` while another agent runs on it. */
export function openOutbox(state: StateDirectory): SqliteOutbox {
  return new SqliteOutbox(state.path(OUTBOX_FILE));
}
