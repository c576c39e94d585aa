import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateDirectory } from '../adapters/state-directory.js';
import type { SystemClock } from '../adapters/system-clock.js';
import { Agent } from '../agent.js';
import type { ReplaySettings } from '../config/replay-settings.js';
import { deviceKey } from '../identity/device-key.js';
import { cameFrom, enrol, storedEnrolment, type Enrolment } from '../identity/enrolment.js';
import type { Log } from '../ports/log.js';
import type { Outbox } from '../ports/outbox.js';
import type { Uplink } from '../ports/uplink.js';
import { parseEnvirocarRecording, type Recording } from '../replay/envirocar-recording.js';
import { RecordingSource, replayStart } from '../replay/recording-source.js';
import { finishPlan, playedUntil, replayDigest, takeUpPlan } from '../replay/replay-plan.js';
import { CommandFailed } from './command-failed.js';
import { DeliveryWatch } from './delivery-watch.js';
import { openOutbox, openSites } from './vehicle-folder.js';

/** A person watches: waits are short. */
const BACK_OFF = { baseMs: 250, capMs: 5000 };
/** A wrong address is noticed sooner than a server that is down for a moment. */
const ENROLMENT_PATIENCE_MS = 20_000;

/** What the command runs with. */
export interface ReplayParts {
  readonly clock: SystemClock;
  readonly log: Log;
  /** Tells the person one line. */
  readonly say: (line: string) => void;
  /** Aborts when the person or the system asks to stop. */
  readonly signal: AbortSignal;
}

/**
 * Plays one recording through a whole agent and waits until everything is acknowledged. Throws
 * `CommandFailed` (and the sentences of its parts) when that does not come about.
 */
export async function replay(settings: ReplaySettings, parts: ReplayParts): Promise<void> {
  const recordingText = readRecording(settings.recording);
  const recording = parseEnvirocarRecording(recordingText);
  replayStart(parts.clock.now(), recording.lengthMs, settings.speed, settings.from);
  const uplink = openSites(settings, parts.clock, parts.log);
  const folder = settings.state ?? mkdtempSync(join(tmpdir(), 'naif-replay-'));
  let waiting = 0;
  try {
    const state = new StateDirectory(folder);
    const enrolment = await takeEnrolment(settings, state, uplink, parts);
    const outbox = openOutbox(state, parts);
    const job = { recording, recordingText, state, enrolment, outbox, uplink };
    try {
      await play(job, settings, parts);
    } finally {
      waiting = outbox.depth();
      outbox.close();
    }
  } finally {
    uplink.close();
    if (settings.state === undefined) leave(folder, waiting, parts);
  }
}

interface ReplayJob {
  readonly recording: Recording;
  readonly recordingText: string;
  readonly state: StateDirectory;
  readonly enrolment: Enrolment;
  readonly outbox: Outbox;
  readonly uplink: Uplink;
}

async function play(job: ReplayJob, settings: ReplaySettings, parts: ReplayParts): Promise<void> {
  const { recording, state, outbox } = job;
  const { clock, say } = parts;
  const { speed, from } = settings;
  const start = replayStart(clock.now(), recording.lengthMs, speed, from);
  const plan = takeUpPlan(state, outbox, replayDigest(job.recordingText, from), start);
  const afterMs = playedUntil(plan, outbox);
  const timing = { startMs: plan.startMs, speed, ...(afterMs === undefined ? {} : { afterMs }) };
  const watch = new DeliveryWatch(outbox, clock, settings.giveUpAfter * 1000);
  const source = new RecordingSource(recording, timing, clock);
  const privateKey = deviceKey(state);
  const agent = new Agent(
    { ...job, privateKey, clock, log: parts.log, source },
    { backOff: BACK_OFF, events: watch },
  );
  say(describeStart(recording, plan.startMs, afterMs, settings));
  const begun = clock.monotonic();
  agent.start();
  try {
    await Promise.race([watch.delivered(agent.sourceEnded(), parts.signal), agent.failed()]);
  } finally {
    await agent.stop();
  }
  finishPlan(state);
  const seconds = ((clock.monotonic() - begun) / 1000).toFixed(1);
  say(watch.summary(`${settings.server} in ${seconds} s`));
}

function describeStart(
  recording: Recording,
  startMs: number,
  afterMs: number | undefined,
  { server, speed }: ReplaySettings,
): string {
  const points = `${recording.points.length} points over ${Math.round(recording.lengthMs / 1000)} s`;
  const begin = new Date(startMs).toISOString();
  const pace = speed === Infinity ? 'without waiting' : `at ${speed} × life`;
  const resumed =
    afterMs === undefined ? '' : `, going on after ${new Date(afterMs).toISOString()}`;
  return `Playing ${points}, dated from ${begin}${resumed}, ${pace}, to ${server}`;
}

function readRecording(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`The recording ${path} cannot be read: ${reason}`);
  }
}

async function takeEnrolment(
  settings: ReplaySettings,
  state: StateDirectory,
  uplink: Uplink,
  { clock, say }: ReplayParts,
): Promise<Enrolment> {
  const { server, code } = settings;
  const stored = storedEnrolment(state);
  if (stored) {
    if (code !== undefined && !cameFrom(stored, code)) {
      throw new CommandFailed(
        `${settings.state ?? ''} belongs to device ${stored.deviceId}, which enrolled with another code. Give another --state folder for the new code, or leave --code out.`,
      );
    }
    say(`Already enrolled as device ${stored.deviceId}.`);
    return stored;
  }
  if (code === undefined) throw new CommandFailed('--code ENROLMENT_CODE is needed.');
  const retryForMs = Math.min(ENROLMENT_PATIENCE_MS, settings.giveUpAfter * 1000);
  const enrolment = await enrol(
    { uplink, state, clock, random: Math.random },
    { server, code, retryForMs },
  );
  say(`Enrolled as device ${enrolment.deviceId} of vehicle ${enrolment.carId}.`);
  return enrolment;
}

/** A temporary folder goes when nothing waits in it. */
function leave(folder: string, waiting: number, { say }: ReplayParts): void {
  if (waiting === 0) rmSync(folder, { recursive: true, force: true });
  else say(`${waiting} points wait in ${folder}: the same command with --state ${folder} goes on.`);
}
