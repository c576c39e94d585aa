import type { VehicleOwnerChanged, VehicleRef } from '../../events/live-event.js';
import type { Clock } from '../../ports/clock.js';
import { type AccessTokens, isInScope, type Scope, scopeOf } from '../auth/auth.public.js';
import type { FleetCounters } from './fleet-counters.js';
import type { FleetFeed } from './fleet-feed.js';
import type { FleetIndex } from './fleet-index.js';
import { FLEET_COLUMNS, ownerOf } from './fleet.js';
import { roomOfDevice, roomOfOwner, roomOfVehicle, roomsAbout } from './live-rooms.js';
import type { LiveServer, LiveSocket } from './live-socket.js';
import { readingDto } from './reading-view.js';
import type { VehicleWatches } from './vehicle-watches.js';

/** What decides on who sees what. */
export interface Sights {
  readonly index: FleetIndex;
  readonly feed: FleetFeed;
  readonly counters: FleetCounters;
  readonly watches: VehicleWatches;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
}

/**
 * What sockets may see, also when that changes while they are open: a vehicle changes hands, an employee gets or loses a
 * portfolio. Rooms close at once, and maps start anew.
 */
export class LiveSights {
  constructor(
    private readonly server: () => LiveServer,
    private readonly sights: Sights,
  ) {}

  /** After the answer to `vehicle:watch`: what came while it was on its way, and from then on the room. */
  open(socket: LiveSocket, vehicleId: string, latestTime: string | undefined): void {
    const { watches } = this.sights;
    const meanwhile = watches.open(socket.id, vehicleId);
    if (!meanwhile || !socket.connected) return;
    const scope = scopeOf(socket.data.access.viewer);
    const ref = this.refOf(vehicleId);
    // It changed hands while the answer was on its way.
    if (ref && !isInScope(scope, ownerOf(ref))) {
      this.close(socket, vehicleId);
      return;
    }
    const since = (scope !== undefined && ref?.ownedSinceMs) || -Infinity;
    const readings = meanwhile
      .filter(({ timeMs }) => timeMs >= since)
      .map(readingDto)
      .filter(({ time }) => time !== latestTime);
    if (readings.length > 0) socket.emit('vehicle:readings', { vehicleId, readings });
    void socket.join(roomsFor(scope, vehicleId));
  }

  /** Whoever saw the vehicle for its former owner sees it no more, and maps of both start anew. */
  handOver({ vehicle, formerClientId }: VehicleOwnerChanged): void {
    for (const socket of this.sockets()) {
      const scope = scopeOf(socket.data.access.viewer);
      if (scope === undefined) continue;
      const isConcerned =
        !('clientId' in scope) || [formerClientId, vehicle.clientId].includes(scope.clientId);
      if (isConcerned) this.settle(socket);
    }
  }

  /** Who sees which clients changed: employees' sockets are asked anew what they may see. */
  async renew(): Promise<void> {
    for (const socket of [...this.sockets()]) {
      if (socket.data.access.viewer.role !== 'employee') continue;
      const before = JSON.stringify(scopeOf(socket.data.access.viewer));
      const access = await this.sights.tokens.renewed(socket.data.access);
      if (!access) {
        socket.disconnect(true);
        continue;
      }
      socket.data.access = access;
      const scope = scopeOf(access.viewer);
      if (scope !== undefined || before !== JSON.stringify(scope)) this.settle(socket);
    }
  }

  /** Rooms as they are right by now, and the map anew. */
  private settle(socket: LiveSocket): void {
    const { feed, counters, watches, clock } = this.sights;
    const scope = scopeOf(socket.data.access.viewer);
    for (const vehicleId of [...watches.of(socket.id)]) {
      const ref = this.refOf(vehicleId);
      if (!ref || !isInScope(scope, ownerOf(ref))) this.close(socket, vehicleId);
      else if (!watches.isOpening(socket.id, vehicleId)) this.moveRooms(socket, scope, vehicleId);
    }
    const at = clock.now();
    const snapshot = feed.rewatch(socket.id, scope);
    if (snapshot) socket.emit('fleet:snapshot', { at, columns: FLEET_COLUMNS, ...snapshot });
    const counts = counters.recount(socket.id, scope, at);
    if (counts) socket.emit('fleet:counts', counts);
  }

  private moveRooms(socket: LiveSocket, scope: Scope, vehicleId: string): void {
    const right = roomsFor(scope, vehicleId);
    for (const room of roomsAbout(vehicleId)) if (!right.includes(room)) void socket.leave(room);
    void socket.join(right);
  }

  /** The vehicle is not this socket's to watch any more. */
  private close(socket: LiveSocket, vehicleId: string): void {
    this.sights.watches.end(socket.id, vehicleId);
    for (const room of roomsAbout(vehicleId)) void socket.leave(room);
    socket.emit('vehicle:gone', { vehicleId });
  }

  private refOf(vehicleId: string): VehicleRef | undefined {
    return this.sights.index.fleet.get(vehicleId)?.ref;
  }

  private sockets(): Iterable<LiveSocket> {
    return this.server().sockets.sockets.values();
  }
}

/** Who sees all has all readings; others those since it is its owner's, employees also how its device is. */
function roomsFor(scope: Scope, vehicleId: string): string[] {
  if (scope === undefined) return [roomOfVehicle(vehicleId), roomOfDevice(vehicleId)];
  if ('clientId' in scope) return [roomOfOwner(vehicleId)];
  return [roomOfOwner(vehicleId), roomOfDevice(vehicleId)];
}
