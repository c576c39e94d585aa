import type { ServiceManager } from '../adapters/service-manager.js';
import { offerStatus, type StatusSocket } from '../adapters/status-socket.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { StatusDocument } from './status-document.js';
import { socketPath, type StatusPlace } from './status-place.js';

/** systemd hears of the agent this many times before it would lose patience. */
const SIGNS_OF_LIFE = 3;

/** What an agent needs to tell of itself. */
export interface AnnouncementParts {
  readonly place: StatusPlace;
  readonly manager: ServiceManager;
  readonly clock: Clock;
  readonly log: Log;
  readonly document: () => StatusDocument;
}

/**
 * Tells people (at the status socket) and systemd (ready, alive) of the running agent until `signal` aborts.
 * A sign of life says that this process still gets things done; a part of the agent that fails ends the
 * process instead. Nothing here stops the agent: without a socket it drives on.
 */
export async function announce(parts: AnnouncementParts, signal: AbortSignal): Promise<void> {
  const { manager, clock } = parts;
  const socket = await openSocket(parts);
  manager.ready();
  const pause = manager.watchdogMs === undefined ? Infinity : manager.watchdogMs / SIGNS_OF_LIFE;
  for (;;) {
    await clock.sleep(pause, signal);
    if (signal.aborted) break;
    manager.alive();
  }
  socket?.close();
}

async function openSocket(parts: AnnouncementParts): Promise<StatusSocket | undefined> {
  try {
    return await offerStatus(socketPath(parts.place), () => JSON.stringify(parts.document()));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    parts.log.warn('status.not_offered', { reason });
    return undefined;
  }
}
