import { closeSync, fsyncSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { becomeOwnerOf } from '../adapters/service-user.js';
import { CaptureRecorder } from '../capture/capture-recorder.js';
import { RecordingSerialPorts } from '../capture/recording-serial-ports.js';
import { UsageError } from '../config/option.js';
import type { CaptureSettings } from '../config/support-settings.js';
import { GpsReceiver } from '../gps/gps-receiver.js';
import { Obd2Adapter } from '../obd/obd2-adapter.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import { LineKeeper } from '../serial/line-keeper.js';
import type { LineUser } from '../serial/line.js';
import { CommandFailed } from './command-failed.js';
import { parseStatus } from './status-document.js';
import { findStatus } from './status-place.js';
import { faultWords } from './status-words.js';

/** What the command runs with. */
export interface CaptureParts {
  readonly ports: SerialPorts;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: (line: string) => void;
  /** Aborts when the person has enough. */
  readonly signal: AbortSignal;
}

/**
 * Records what goes over a serial line for some seconds, while the agent's own driver speaks over it: an adapter says
 * nothing by itself. Refuses while the running agent has the line. Throws a sentence when nothing could be recorded.
 */
export async function capture(settings: CaptureSettings, parts: CaptureParts): Promise<void> {
  const { elm = false, nmea = false, port, out } = settings;
  if (elm === nmea) throw new UsageError('Say what is at the line: --elm or --nmea.');
  await refuseIfHeld(settings);
  const file = create(out);
  // The file is the person's who asked for it; the line is opened as the service would.
  becomeOwnerOf(settings.state);
  const recorder = new CaptureRecorder(
    elm ? 'elm' : 'nmea',
    () => parts.clock.now(),
    (line) => {
      writeSync(file, `${line}\n`);
    },
  );
  try {
    const fault = await record(settings, recorder, parts);
    if (recorder.lines === 0) {
      throw new CommandFailed(
        `Nothing came from ${port}${fault === undefined ? '' : `: ${fault}`}.`,
      );
    }
    parts.say(`${recorder.lines} lines in ${out}.`);
  } finally {
    fsyncSync(file);
    closeSync(file);
    if (recorder.lines === 0) discard(out);
  }
}

/** Records; the answer is what was wrong with the line last, for people. */
async function record(
  { elm, port, baud, seconds }: CaptureSettings,
  recorder: CaptureRecorder,
  { ports, clock, log, signal }: CaptureParts,
): Promise<string | undefined> {
  recorder.head({ path: port, baudRate: baud, time: clock.now() });
  const user: LineUser = elm
    ? new Obd2Adapter(clock, log, { troubleCodesRead: () => undefined })
    : new GpsReceiver(clock, log);
  const keeper = new LineKeeper(new RecordingSerialPorts(ports, recorder), clock, log, user, {
    name: elm ? 'obd2' : 'gps',
    candidates: [port],
    baudRates: [baud],
  });
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  const kept = keeper.run(ending);
  await clock.sleep(seconds * 1000, ending);
  const { lastFault } = keeper.status();
  over.abort();
  await kept;
  recorder.flush();
  return lastFault && faultWords(lastFault.fault);
}

async function refuseIfHeld(settings: CaptureSettings): Promise<void> {
  let text: string | undefined;
  try {
    text = await findStatus(settings);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(
      `The running agent cannot be asked whether it has the line (${reason}): run this with sudo.`,
    );
  }
  const lines = text === undefined ? undefined : parseStatus(text)?.lines;
  const held = [lines?.gps?.path, lines?.obd?.path].some(
    (path) => path !== undefined && real(path) === real(settings.port),
  );
  if (held) {
    throw new CommandFailed(
      `The running agent has ${settings.port}. Stop it meanwhile: sudo systemctl stop naif-agent (and start it afterwards).`,
    );
  }
}

/** The device behind its names. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function create(out: string): number {
  try {
    // Where a car drove is nobody else's business.
    return openSync(out, 'wx', 0o600);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') {
      throw new CommandFailed(`${out} exists already: give a name that is free.`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`The file ${out} cannot be written: ${reason}`);
  }
}

/** An empty file helps nobody; if it may not be removed it stays. */
function discard(out: string): void {
  try {
    rmSync(out, { force: true });
  } catch {
    // Its folder may belong to root, who is not us any more.
  }
}
