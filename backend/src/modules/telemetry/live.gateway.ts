import { Inject, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { Interval } from '@nestjs/schedule';
import type {
  DeviceChanged,
  ReadingsStored,
  SessionEnded,
  VehicleRef,
} from '../../events/live-event.js';
import { DomainError } from '../../errors/domain-error.js';
import { EventLog } from '../../observability/event-log.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Reading } from '../../ports/reading.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Looks } from '../audit/audit.public.js';
import { AccessTokens, scopeOf, TokenBuckets } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { boundsOf } from './bounds.js';
import { FleetCounters } from './fleet-counters.js';
import { FleetFeed } from './fleet-feed.js';
import { FleetIndex } from './fleet-index.js';
import { FLEET_COLUMNS } from './fleet.js';
import { LiveAccess } from './live-access.js';
import { LiveSights } from './live-sights.js';
import {
  memberOf,
  roomOfAccount,
  roomOfDevice,
  roomOfOwner,
  roomOfSession,
  roomOfVehicle,
  roomsAbout,
} from './live-rooms.js';
import { readingDto } from './reading-view.js';
import type { Ack, LiveServer, LiveSocket } from './live-socket.js';
import type { ReadingDto } from './reading.dto.js';
import { TrackService } from './track.service.js';
import { VehicleWatches } from './vehicle-watches.js';

/** Changes of the fleet go out so often, ms: what a change may wait at most when its vehicle is not held back. */
const CHANGES_EVERY_MS = 100;
/** Counts, and sockets whose token has run out, are looked at so often, ms. */
const COUNTS_EVERY_MS = 2000;
/** Who still watches a vehicle is written down so often, ms: each hour has its line. */
const LOOKS_EVERY_MS = 60_000;
/** Packets that may wait for a socket that reads slowly; then it is closed, and comes back to a fresh snapshot. */
const MOST_WAITING_PACKETS = 256;
/** Sockets that one account may have open: tabs and devices of one person. */
const MOST_SOCKETS_OF_ACCOUNT = 32;
/** Requests of one socket: a map that is dragged asks a few times a second. */
const REQUESTS = { capacity: 30, refillMs: 200, maxKeys: 20_000 };
/** No request of a page is longer, bytes. */
const MOST_REQUEST_BYTES = 4096;

/**
 * The live channel (socket.io at `/api/live`): the fleet as the viewer's map shows it, counts by state, and
 * every reading of the vehicles that are looked at, to staff also that something about their device changed. Which rows go to whom is settled by `FleetFeed`,
 * `FleetCounters` and `VehicleWatches`; here is what they need of sockets and time.
 */
@WebSocketGateway({
  path: '/api/live',
  transports: ['websocket'],
  serveClient: false,
  maxHttpBufferSize: MOST_REQUEST_BYTES,
  perMessageDeflate: false,
  connectTimeout: 10_000,
  pingInterval: 20_000,
  pingTimeout: 20_000,
})
export class LiveGateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, BeforeApplicationShutdown
{
  @WebSocketServer()
  private readonly server!: LiveServer;

  private readonly feed: FleetFeed;
  private readonly counters: FleetCounters;
  private readonly watches = new VehicleWatches();
  private readonly requests = new TokenBuckets(REQUESTS);
  private readonly sights: LiveSights;
  private readonly ends: (() => void)[] = [];

  constructor(
    private readonly index: FleetIndex,
    private readonly vehicles: VehiclesDirectory,
    private readonly tracks: TrackService,
    private readonly liveAccess: LiveAccess,
    private readonly looks: Looks,
    tokens: AccessTokens,
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly log: EventLog,
  ) {
    this.feed = new FleetFeed(index.fleet);
    this.counters = new FleetCounters(index.fleet);
    const { feed, counters, watches } = this;
    const parts = { index, feed, counters, watches, tokens, clock };
    this.sights = new LiveSights(() => this.server, parts);
  }

  afterInit(): void {
    this.server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.liveAccess.refusal(error)),
      );
    });
    const changes = setInterval(() => this.sendChanges(), CHANGES_EVERY_MS);
    const counts = setInterval(() => this.sendCounts(), COUNTS_EVERY_MS);
    this.ends.push(
      this.index.onMove((vehicleId) => this.feed.touch(vehicleId)),
      this.index.onOwnerChange((event) => this.sights.handOver(event)),
      this.index.onPortfoliosChange(() => void this.renewSights()),
      this.bus.subscribe('readings-stored', (event) => this.sendReadings(event)),
      this.bus.subscribe('device-changed', (event) => this.sendDeviceChanged(event)),
      this.bus.subscribe('session-ended', (event) => this.closeSession(event)),
      () => clearInterval(changes),
      () => clearInterval(counts),
    );
  }

  beforeApplicationShutdown(): void {
    for (const end of this.ends) end();
  }

  handleConnection(socket: LiveSocket): void {
    const { viewer } = socket.data.access;
    void socket.join([roomOfSession(viewer.sessionId), roomOfAccount(viewer.accountId)]);
    this.metrics.liveSockets.inc();
  }

  handleDisconnect(socket: LiveSocket): void {
    this.feed.unwatch(socket.id);
    this.counters.unwatch(socket.id);
    this.watches.forget(socket.id);
    this.metrics.liveSockets.dec();
  }

  @SubscribeMessage('fleet:watch')
  watchFleet(@ConnectedSocket() socket: LiveSocket, @MessageBody() request: unknown): Promise<Ack> {
    return this.answer(socket, async () => {
      const asked = memberOf(request, 'bounds') ?? null;
      const bounds = asked === null ? undefined : boundsOf(asked);
      if (asked !== null && bounds === undefined) return refused('REQUEST.INVALID');
      await this.index.ready();
      // After the answer, in one go: nothing can move between the snapshot and the watching.
      setImmediate(() => {
        if (!socket.connected) return;
        const scope = scopeOf(socket.data.access.viewer);
        const at = this.clock.now();
        const { rows, truncated } = this.feed.watch(socket.id, scope, bounds);
        socket.emit('fleet:snapshot', { at, columns: FLEET_COLUMNS, rows, truncated });
        socket.emit('fleet:counts', this.counters.watch(socket.id, scope, at));
      });
      return { ok: true };
    });
  }

  @SubscribeMessage('fleet:unwatch')
  unwatchFleet(@ConnectedSocket() socket: LiveSocket): Promise<Ack> {
    return this.answer(socket, () => {
      this.feed.unwatch(socket.id);
      this.counters.unwatch(socket.id);
      return { ok: true };
    });
  }

  @SubscribeMessage('vehicle:watch')
  watchVehicle(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack> {
    return this.answer(socket, async () => {
      const vehicleId = memberOf(request, 'vehicleId');
      if (typeof vehicleId !== 'string') return refused('REQUEST.INVALID');
      const vehicle = await this.vehicles.find(socket.data.access.viewer, vehicleId);
      if (!vehicle || !socket.connected) return refused('VEHICLE.NOT_FOUND');
      if (!this.watches.begin(socket.id, vehicle.id)) return refused('LIVE.TOO_MANY_VEHICLES');
      const latest = await this.noteLook(socket, vehicle)
        .then(() => this.latestOf(socket, vehicle))
        .catch((error: unknown) => {
          this.watches.end(socket.id, vehicle.id);
          throw error;
        });
      setImmediate(() => this.sights.open(socket, vehicle.id, latest?.time));
      return { ok: true, latest };
    });
  }

  @SubscribeMessage('vehicle:unwatch')
  unwatchVehicle(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack> {
    return this.answer(socket, () => {
      const vehicleId = memberOf(request, 'vehicleId');
      if (typeof vehicleId !== 'string') return refused('REQUEST.INVALID');
      this.watches.end(socket.id, vehicleId);
      for (const room of roomsAbout(vehicleId)) void socket.leave(room);
      return { ok: true };
    });
  }

  private noteLook(socket: LiveSocket, vehicle: VehicleRef): Promise<void> {
    const { access, address } = socket.data;
    return this.looks.look(access.viewer, { kind: 'live', vehicle }, { address });
  }

  /** Rooms stay open for hours. Who looks on is written down once an hour; the rest costs nothing. */
  @Interval(LOOKS_EVERY_MS)
  async noteLooks(): Promise<void> {
    try {
      for (const [socketId, vehicleId] of [...this.watches.all()]) {
        const socket = this.server.sockets.sockets.get(socketId);
        const vehicle = this.index.fleet.get(vehicleId)?.ref;
        if (socket && vehicle) await this.noteLook(socket, vehicle);
      }
    } catch (error) {
      this.log.error('live.looks-not-noted', { error });
    }
  }

  private async renewSights(): Promise<void> {
    try {
      await this.sights.renew();
    } catch (error) {
      // Who cannot be asked what they may see by now sees nothing: their pages come back.
      this.log.error('live.sights-not-renewed', { error });
      this.server.local.disconnectSockets(true);
    }
  }

  private async latestOf(socket: LiveSocket, vehicle: VehicleRef): Promise<ReadingDto | null> {
    const scope = scopeOf(socket.data.access.viewer);
    const { ownedSinceMs = -Infinity } = vehicle;
    const periods = scope === undefined ? undefined : [{ fromMs: ownedSinceMs, toMs: Infinity }];
    const reading = await this.tracks.latest({ vehicle, periods });
    return reading ? readingDto(reading) : null;
  }

  /** Pages are told first, so that each says at once why it is at the login page. */
  private closeSession({ sessionId, why }: SessionEnded): void {
    const sockets = this.server.local.in(roomOfSession(sessionId));
    if (why !== 'logout') sockets.emit('session:ended', {});
    sockets.disconnectSockets(true);
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const { headers, secure, address } = socket.handshake;
    const handshake = { headers, secure, address };
    const access = await this.liveAccess.admit(handshake);
    const { rooms } = this.server.sockets.adapter;
    if ((rooms.get(roomOfAccount(access.viewer.accountId))?.size ?? 0) >= MOST_SOCKETS_OF_ACCOUNT) {
      throw new DomainError(
        'too-many',
        'LIVE.TOO_MANY_SOCKETS',
        'The account has too many sockets open.',
      );
    }
    socket.data.access = access;
    socket.data.address = this.liveAccess.addressOf(handshake);
  }

  private async answer(socket: LiveSocket, act: () => Ack | Promise<Ack>): Promise<Ack> {
    const now = this.clock.now();
    if (this.requests.waitMs(socket.id, now) > 0) return refused('LIVE.TOO_MANY_REQUESTS');
    this.requests.spend(socket.id, now);
    try {
      return await act();
    } catch (error) {
      if (error instanceof DomainError) return refused(error.code);
      this.log.error('live.request-failed', { error });
      return refused('SERVICE.UNAVAILABLE');
    }
  }

  private sendReadings({ vehicle, readings }: ReadingsStored): void {
    this.watches.collect(vehicle.id, readings);
    this.sendTo(roomOfVehicle(vehicle.id), vehicle.id, readings);
    // What was kept on the way since before the vehicle changed hands is not its new owner's.
    const since = this.index.fleet.get(vehicle.id)?.ref.ownedSinceMs ?? -Infinity;
    const own = readings.filter(({ timeMs }) => timeMs >= since);
    this.sendTo(roomOfOwner(vehicle.id), vehicle.id, own);
  }

  private sendTo(room: string, vehicleId: string, readings: readonly Reading[]): void {
    const sockets = this.server.sockets.adapter.rooms.get(room);
    if (!sockets || readings.length === 0) return;
    this.dropSlow(sockets);
    // Only here: other instances have the event from the bus themselves.
    const frame = { vehicleId, readings: readings.map(readingDto) };
    this.server.local.to(room).emit('vehicle:readings', frame);
  }

  /** Only that something changed, and only to those who may read what: they fetch what they show. */
  private sendDeviceChanged({ vehicleId, what }: DeviceChanged): void {
    const room = roomOfDevice(vehicleId);
    // Most vehicles are looked at by nobody, and a frame for nobody costs as much as one.
    if (!this.server.sockets.adapter.rooms.has(room)) return;
    this.server.local.to(room).emit('vehicle:device', { vehicleId, what });
  }

  private sendChanges(): void {
    const at = this.clock.now();
    const outgoing = this.feed.release(at);
    this.dropSlow(outgoing.keys());
    for (const [socketId, rows] of outgoing) {
      this.server.sockets.sockets.get(socketId)?.emit('fleet:changes', { at, rows });
    }
  }

  private sendCounts(): void {
    const now = this.clock.now();
    for (const [socketId, counts] of this.counters.changed(now)) {
      this.server.sockets.sockets.get(socketId)?.emit('fleet:counts', counts);
    }
    // Whoever is still logged in comes back with the token that it has by then.
    for (const socket of this.server.sockets.sockets.values()) {
      if (socket.data.access.expiresAtMs <= now) socket.disconnect(true);
    }
  }

  private dropSlow(socketIds: Iterable<string>): void {
    for (const socketId of [...socketIds]) {
      const socket = this.server.sockets.sockets.get(socketId);
      // engine.io declares its queue private, and offers no other look at how far a client is behind.
      const waiting = (socket?.conn as unknown as { writeBuffer?: unknown[] } | undefined)
        ?.writeBuffer;
      if (!socket || (waiting?.length ?? 0) <= MOST_WAITING_PACKETS) continue;
      this.metrics.liveDropped.inc();
      this.log.warn('live.dropped', { account: socket.data.access.viewer.accountId });
      socket.disconnect(true);
    }
  }
}

function refused(code: string): Ack {
  return { ok: false, code };
}
