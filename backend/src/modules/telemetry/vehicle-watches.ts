import type { Reading } from '../../ports/reading.js';

/** Vehicles that one socket may watch at a time. */
export const MOST_WATCHED = 8;

/**
 * Who is about to watch which vehicle. Between asking for the newest reading and having it, readings may
 * come: they are kept for the asker, so that it misses none and sees none before its answer.
 */
export class VehicleWatches {
  /** Vehicles of each socket. */
  private readonly bySocket = new Map<string, Set<string>>();
  /** Readings that wait, by vehicle and socket, for those that have no answer yet. */
  private readonly opening = new Map<string, Map<string, Reading[]>>();

  /** The socket wants to watch; `false`: it watches as many as it may. */
  begin(socketId: string, vehicleId: string): boolean {
    const own = this.bySocket.get(socketId) ?? new Set<string>();
    if (!own.has(vehicleId) && own.size >= MOST_WATCHED) return false;
    this.bySocket.set(socketId, own.add(vehicleId));
    const waiting = this.opening.get(vehicleId) ?? new Map<string, Reading[]>();
    this.opening.set(vehicleId, waiting.set(socketId, []));
    return true;
  }

  /** Readings of a vehicle came: those who have no answer yet get them with it. */
  collect(vehicleId: string, readings: readonly Reading[]): void {
    for (const waiting of this.opening.get(vehicleId)?.values() ?? []) waiting.push(...readings);
  }

  /** The socket has its answer: what came meanwhile. `undefined`: it does not watch any more. */
  open(socketId: string, vehicleId: string): readonly Reading[] | undefined {
    const waiting = this.opening.get(vehicleId);
    const readings = waiting?.get(socketId);
    waiting?.delete(socketId);
    if (waiting?.size === 0) this.opening.delete(vehicleId);
    return this.bySocket.get(socketId)?.has(vehicleId) ? readings : undefined;
  }

  /** What the socket watches. */
  of(socketId: string): Iterable<string> {
    return this.bySocket.get(socketId) ?? [];
  }

  /** Whether the socket has no answer yet. */
  isOpening(socketId: string, vehicleId: string): boolean {
    return this.opening.get(vehicleId)?.has(socketId) ?? false;
  }

  /** What each socket watches at the moment. */
  *all(): Iterable<readonly [socketId: string, vehicleId: string]> {
    for (const [socketId, vehicleIds] of this.bySocket)
      for (const vehicleId of vehicleIds) yield [socketId, vehicleId];
  }

  end(socketId: string, vehicleId: string): void {
    this.open(socketId, vehicleId);
    this.bySocket.get(socketId)?.delete(vehicleId);
  }

  /** The socket is gone. */
  forget(socketId: string): void {
    for (const vehicleId of this.bySocket.get(socketId) ?? []) this.open(socketId, vehicleId);
    this.bySocket.delete(socketId);
  }
}
