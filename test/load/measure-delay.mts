/**
 * A process that uploads at a steady rate and watches the same vehicles through real sockets, as browsers do: one that
 * sees the whole fleet, many that are each in the rooms of eight vehicles. Its parent sends one `DelayTask` and gets one
 * `DelayOutcome` back. Sender and watchers share a process, hence one clock.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { recordedPoints } from '../rig/recorded-drives.mts';
import { Latencies, type LatencySummary } from './latencies.mts';
import { UploadBodies, type LoadVehicle } from './upload-bodies.mts';
import { UploadConnection } from './upload-connection.mts';

/** A vehicle that is uploaded for and watched. */
export interface DelayVehicle extends LoadVehicle {
  readonly vehicleId: string;
}

/** What to do. */
export interface DelayTask {
  readonly port: number;
  /** The employee's cookies, as one header. */
  readonly cookie: string;
  readonly vehicles: readonly DelayVehicle[];
  /** How many of the vehicles are watched in their rooms. */
  readonly watched: number;
  readonly records: number;
  readonly uploadsPerSecond: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** From the first byte of an upload to its values in the browser's socket. */
export interface DelayOutcome {
  readonly uploads: number;
  readonly failed: number;
  /** Uploads whose values never came to the fleet's socket, and to their room's. */
  readonly unseenByFleet: number;
  readonly unseenByRooms: number;
  readonly fleetMs: LatencySummary;
  readonly roomMs: LatencySummary;
  /** From the first byte of an upload to its receipt. */
  readonly receiptMs: LatencySummary;
}

/** Vehicles that one socket may watch in their rooms. */
const ROOMS_A_SOCKET = 8;

interface Ack {
  readonly ok: boolean;
  readonly code?: string;
}

/** An upload on its way: event time of its last record, when it left, where it was seen. */
interface Sent {
  readonly timeMs: number;
  readonly atMs: number;
  fleet: boolean;
  room: boolean;
}

/** Uploads by vehicle. */
const sent = new Map<string, Sent[]>();
const fleet = new Latencies();
const rooms = new Latencies();
const points = recordedPoints();

/** A frame shows the newest of what it joins: the uploads before it count as seen with it. */
function seen(vehicleId: string, timeMs: number, where: 'fleet' | 'room'): void {
  for (const upload of sent.get(vehicleId) ?? []) {
    if (upload[where] || upload.timeMs > timeMs) continue;
    upload[where] = true;
    (where === 'fleet' ? fleet : rooms).add(performance.now() - upload.atMs);
  }
}

async function openSocket(task: DelayTask): Promise<Socket> {
  const origin = `http://127.0.0.1:${task.port}`;
  const socket = io(origin, {
    path: '/api/live',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie: task.cookie, origin },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function ask(socket: Socket, event: string, body: object): Promise<void> {
  const ack = (await socket.timeout(10_000).emitWithAck(event, body)) as Ack;
  if (!ack.ok) throw new Error(`${event} was refused: ${ack.code ?? 'no code'}`);
}

async function watchFleet(task: DelayTask): Promise<Socket> {
  const socket = await openSocket(task);
  let idAt = 0;
  let timeAt = 1;
  socket.on('fleet:snapshot', ({ columns }: { columns: readonly string[] }) => {
    idAt = columns.indexOf('id');
    timeAt = columns.indexOf('time');
  });
  socket.on('fleet:changes', ({ rows }: { rows: readonly (readonly unknown[])[] }) => {
    for (const row of rows) seen(String(row[idAt]), Number(row[timeAt]), 'fleet');
  });
  await ask(socket, 'fleet:watch', { bounds: null });
  return socket;
}

async function watchRooms(task: DelayTask, vehicles: readonly DelayVehicle[]): Promise<Socket> {
  const socket = await openSocket(task);
  socket.on(
    'vehicle:readings',
    ({ vehicleId, readings }: { vehicleId: string; readings: readonly { time: string }[] }) => {
      for (const { time } of readings) seen(vehicleId, Date.parse(time), 'room');
    },
  );
  for (const { vehicleId } of vehicles) await ask(socket, 'vehicle:watch', { vehicleId });
  return socket;
}

async function drive(
  task: DelayTask,
  index: number,
  begin: number,
  outcome: Counts,
): Promise<void> {
  const vehicle = task.vehicles[index];
  if (vehicle === undefined) return;
  const bodies = new UploadBodies(vehicle, points, index * 7, 0, {
    records: task.records,
    gzip: true,
  });
  const connection = new UploadConnection(task.port);
  const everyMs = (task.vehicles.length / task.uploadsPerSecond) * 1000;
  const until = begin + task.warmUpMs + task.measureMs;
  for (let due = begin + (everyMs * index) / task.vehicles.length; due < until; due += everyMs) {
    await sleep(Math.max(0, due - performance.now()));
    const { request, lastTimeMs } = bodies.next(Date.now());
    const atMs = performance.now();
    const isMeasured = atMs >= begin + task.warmUpMs;
    if (isMeasured) {
      const upload = { timeMs: lastTimeMs, atMs, fleet: false, room: false };
      sent.set(vehicle.vehicleId, [...(sent.get(vehicle.vehicleId) ?? []), upload]);
    }
    const status = await connection.send(request).then(
      (answer) => answer.status,
      () => 0,
    );
    if (!isMeasured) continue;
    outcome.uploads += 1;
    if (status === 200) outcome.receipts.add(performance.now() - atMs);
    else outcome.failed += 1;
  }
  connection.close();
}

interface Counts {
  uploads: number;
  failed: number;
  readonly receipts: Latencies;
}

async function measure(task: DelayTask): Promise<DelayOutcome> {
  const watched = task.vehicles.slice(0, task.watched);
  const sockets = [await watchFleet(task)];
  for (let first = 0; first < watched.length; first += ROOMS_A_SOCKET) {
    sockets.push(await watchRooms(task, watched.slice(first, first + ROOMS_A_SOCKET)));
  }
  const counts: Counts = { uploads: 0, failed: 0, receipts: new Latencies() };
  const begin = performance.now();
  await Promise.all(task.vehicles.map((_vehicle, index) => drive(task, index, begin, counts)));
  // What is coalesced to one frame a second still has to come.
  await sleep(2500);
  for (const socket of sockets) socket.disconnect();
  const inRooms = new Set(watched.map(({ vehicleId }) => vehicleId));
  const all = [...sent].flatMap(([id, uploads]) => uploads.map((upload) => ({ id, ...upload })));
  return {
    uploads: counts.uploads,
    failed: counts.failed,
    unseenByFleet: all.filter((upload) => !upload.fleet).length,
    unseenByRooms: all.filter((upload) => !upload.room && inRooms.has(upload.id)).length,
    fleetMs: fleet.summary(),
    roomMs: rooms.summary(),
    receiptMs: counts.receipts.summary(),
  };
}

process.once('message', (task: DelayTask) => {
  measure(task).then(
    (outcome) => process.send?.(outcome, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
