import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probeServer } from '../adapters/server-probe.js';
import { becomeOwnerOf } from '../adapters/service-user.js';
import { runProgram } from '../adapters/system-programs.js';
import { StateDirectory } from '../adapters/state-directory.js';
import { readSettings, type SettingsOrigin } from '../config/command-line.js';
import { UsageError } from '../config/option.js';
import { DoctorSettings } from '../config/support-settings.js';
import { checkLines, fault, ok, unknown, type Check } from '../doctor/check.js';
import { clockCheck } from '../doctor/clock-check.js';
import { enrolmentChecks, serviceCheck } from '../doctor/enrolment-checks.js';
import {
  carCheck,
  deviceCheck,
  gpsCheck,
  gpsLine,
  obdCheck,
  obdLine,
  type SensorFindings,
} from '../doctor/sensor-checks.js';
import { listen } from '../doctor/listen.js';
import { serverCheck } from '../doctor/server-checks.js';
import { storageChecks } from '../doctor/storage-checks.js';
import { storedEnrolment } from '../identity/enrolment.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import { parseStatus, type StatusDocument } from './status-document.js';
import { findStatus } from './status-place.js';
import { span } from './status-words.js';
import { openOutbox } from './vehicle-folder.js';

/** systemd answers at once, ms. */
const SYSTEMCTL_WITHIN_MS = 5000;

/** What the command runs with. */
export interface DoctorParts {
  readonly ports: SerialPorts;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: (line: string) => void;
}

/** Looks at everything the agent needs and says what is missing and what to do. Gives whether all is well. */
export async function doctor(origin: SettingsOrigin, parts: DoctorParts): Promise<boolean> {
  const { settings, checks: configuration } = configurationCheck(origin);
  const checks = settings ? [...configuration, ...(await examine(settings, parts))] : configuration;
  const well = checks.every(({ outcome }) => outcome !== 'fault');
  if (settings?.json ?? origin.args.includes('--json')) parts.say(JSON.stringify({ well, checks }));
  else checkLines(checks).forEach(parts.say);
  return well;
}

/** A clock without a battery says something, too: only who has heard the time from elsewhere knows it. */
function ownClock(clock: Clock): StatusDocument['clock'] {
  const quality = clock.quality();
  const trusted = quality.source === 'ntp' || quality.source === 'gps';
  return { trusted, ...quality, time: new Date(clock.now()).toISOString() };
}

/** The lines themselves can be tried only while no agent has them, and make sense only where there are any. */
async function listenUnlessHeld(
  settings: DoctorSettings,
  active: string | undefined,
  { ports, clock, say }: DoctorParts,
): Promise<SensorFindings | undefined> {
  const isThere = [...settings.gps, ...settings.obd].some((path) => existsSync(path));
  if (active === 'active' || active === 'activating' || !isThere) return undefined;
  if (settings.json !== true) say('Listening to the lines, at most half a minute …');
  return listen(settings, ports, clock);
}

interface Configuration {
  /** Missing when not even without the file something usable comes out. */
  readonly settings?: DoctorSettings;
  readonly checks: readonly Check[];
}

/** With a faulty file the rest is looked at as it would be without. */
function configurationCheck(origin: SettingsOrigin): Configuration {
  try {
    const settings = readSettings(DoctorSettings, origin);
    return { settings, checks: [ok('Configuration', 'everything that is set can be followed')] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const checks = error.message
      .split('\n')
      .map((line) =>
        fault(
          'Configuration',
          line.replace(/\.$/, ''),
          'Correct it, then: sudo systemctl restart naif-agent',
        ),
      );
    try {
      const { args, env } = origin;
      return { settings: readSettings(DoctorSettings, { args, env }), checks };
    } catch {
      return { checks };
    }
  }
}

async function examine(settings: DoctorSettings, parts: DoctorParts): Promise<readonly Check[]> {
  becomeOwnerOf(settings.state);
  const { running, problem } = await askAgent(settings);
  const active = running ? undefined : await serviceState();
  const summary =
    running && `version ${running.version} has been running for ${span(running.uptimeSeconds)}`;
  const sensors = running ?? (await listenUnlessHeld(settings, active, parts));
  const clockState = running?.clock ?? ownClock(parts.clock);
  return [
    ...enrolmentChecks(settings.state),
    serviceCheck(summary, active, problem),
    deviceCheck(gpsLine(settings.gps)),
    deviceCheck(obdLine(settings.obd)),
    ...(sensors ? [gpsCheck(sensors), obdCheck(sensors), ...carCheck(sensors)] : []),
    clockCheck(clockState, running !== undefined),
    ...storageChecks(settings.state),
    outboxCheck(settings, running, parts),
    ...(await serverChecks(settings, parts.clock)),
  ];
}

async function askAgent(
  settings: DoctorSettings,
): Promise<{ readonly running?: StatusDocument; readonly problem?: string }> {
  try {
    const text = await findStatus(settings);
    if (text === undefined) return {};
    const running = parseStatus(text);
    return running ? { running } : { problem: 'an agent runs, but its answer is not understood' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `the running agent cannot be asked (${reason})` };
  }
}

/** What systemd says of the service; undefined where there is no systemd. */
async function serviceState(): Promise<string | undefined> {
  if (!existsSync('/run/systemd/system')) return undefined;
  const { output } = await runProgram(
    'systemctl',
    ['is-active', 'naif-agent.service'],
    SYSTEMCTL_WITHIN_MS,
  );
  return output;
}

function outboxCheck(
  settings: DoctorSettings,
  running: StatusDocument | undefined,
  parts: { readonly clock: Clock; readonly log: Log },
): Check {
  if (running) {
    const { outbox_depth: depth = 0, disk_refuses: refuses } = running.status;
    return refuses === true
      ? fault('Outbox', 'the disk refuses it: readings are held in memory', 'See Disk and Writing.')
      : ok('Outbox', `${depth} readings wait`);
  }
  if (!existsSync(join(settings.state, 'outbox.sqlite'))) return ok('Outbox', 'none yet');
  try {
    const outbox = openOutbox(new StateDirectory(settings.state), parts);
    const depth = outbox.depth();
    outbox.close();
    return ok('Outbox', `${depth} readings wait`);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    return fault(
      'Outbox',
      `it cannot be opened (${reason})`,
      'A damaged one is set aside when the agent starts, and reported; nothing else has to be done.',
    );
  }
}

async function serverChecks(settings: DoctorSettings, clock: Clock): Promise<readonly Check[]> {
  const server = settings.server ?? enrolledWith(settings.state);
  if (server === undefined) {
    return [unknown('Server', 'not known before this device has enrolled')];
  }
  let ca: string | undefined;
  try {
    ca = settings.ca === undefined ? undefined : readFileSync(settings.ca, 'utf8');
  } catch {
    const remedy =
      'Correct NAIF_CA_FILE in agent.conf; the agent’s user has to be able to read it.';
    return [fault('Server', `the certificate ${settings.ca ?? ''} cannot be read`, remedy)];
  }
  const sites: (readonly [string, string])[] = [['Server', server]];
  if (settings.backup !== undefined) sites.push(['Backup server', settings.backup]);
  return Promise.all(
    sites.map(async ([title, url]) =>
      serverCheck(title, url, await probeServer(url, ca), clock.now()),
    ),
  );
}

function enrolledWith(folder: string): string | undefined {
  try {
    return existsSync(folder) ? storedEnrolment(new StateDirectory(folder))?.server : undefined;
  } catch {
    return undefined;
  }
}
