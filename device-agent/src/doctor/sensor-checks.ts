import type { GpsState, ObdState } from '@naif/wire';
import { accessSync, constants, existsSync } from 'node:fs';
import { gpsWords, faultWords, obdWords, span } from '../commands/status-words.js';
import type { LineDocument, LineDocuments } from '../commands/status-document.js';
import { fault, ok, unknown, type Check } from './check.js';

/** What the lines and the devices at them say. */
export interface SensorFindings {
  readonly lines: LineDocuments;
  readonly status: {
    readonly gps?: GpsState;
    readonly obd?: ObdState;
    readonly vin_matches?: boolean;
  };
}

/** A sensor's serial line, and its words for people. */
export interface SensorLine {
  readonly title: string;
  readonly candidates: readonly string[];
  /** What to do when it is not there. */
  readonly plugIn: string;
  /** The key that switches it off. */
  readonly key: string;
}

const RECEIVER = 'Plug the receiver (or the Arduino) into USB';
const ADAPTER = 'Plug the OBD-2 adapter into USB and into the car';

/** The satellite receiver's line. */
export function gpsLine(candidates: readonly string[]): SensorLine {
  return { title: 'GPS', candidates, plugIn: RECEIVER, key: 'NAIF_GPS' };
}

/** The OBD-2 adapter's line. */
export function obdLine(candidates: readonly string[]): SensorLine {
  return { title: 'OBD-2', candidates, plugIn: ADAPTER, key: 'NAIF_OBD' };
}

/** Which of a sensor's device files are there, and whether this user may use them. */
export function deviceCheck(line: SensorLine): Check {
  const title = `${line.title} device`;
  if (line.candidates.length === 0) return ok(title, 'switched off in the configuration');
  const present = line.candidates.filter((path) => existsSync(path));
  const usable = present.filter(isUsable);
  if (present.length === 0) {
    return fault(
      title,
      `none of ${line.candidates.join(', ')} is there`,
      `${line.plugIn}; "ls /dev/naif-* /dev/tty[AU]*" shows what the Pi sees. If it has another name, set ${line.key} in agent.conf; a vehicle without one has ${line.key}=none.`,
    );
  }
  if (usable.length === 0) {
    return fault(
      title,
      `${present.join(', ')} may not be used by this user`,
      'sudo usermod -aG dialout naif-agent, then sudo systemctl restart naif-agent. (By hand: run this with sudo.)',
    );
  }
  return ok(title, `${usable.join(', ')} can be used`);
}

/** How the receiver does. */
export function gpsCheck({ lines, status }: SensorFindings): Check {
  const { gps } = lines;
  if (!gps) return ok('GPS', 'switched off in the configuration');
  if (gps.state !== 'open') return lost('GPS', gps, RECEIVER);
  switch (status.gps) {
    case 'ok':
      return ok('GPS', `the receiver at ${gps.path ?? ''} ${gpsWords('ok')}`);
    case 'no-fix':
      return fault(
        'GPS',
        `the receiver at ${gps.path ?? ''} ${gpsWords('no-fix')}`,
        'Put its aerial where it sees the sky. A first fix takes up to a few minutes.',
      );
    default:
      return fault(
        'GPS',
        `the receiver at ${gps.path ?? ''} ${gpsWords('silent')}`,
        'Unplug it and plug it in again. If that does not help: naif-agent capture --nmea records what it says.',
      );
  }
}

/** How the adapter and the car do. */
export function obdCheck({ lines, status }: SensorFindings): Check {
  const { obd } = lines;
  if (!obd) return ok('OBD-2', 'switched off in the configuration');
  if (obd.state !== 'open') return lost('OBD-2', obd, ADAPTER);
  const where = `the adapter at ${obd.path ?? ''}`;
  switch (status.obd) {
    case 'ok':
    case 'engine-off':
      return ok('OBD-2', `${where} ${obdWords(status.obd)}`);
    case 'no-car':
      return fault(
        'OBD-2',
        `${where} ${obdWords('no-car')}`,
        'Push it firmly into the car’s socket and switch the ignition on.',
      );
    default:
      return fault(
        'OBD-2',
        `${where} ${obdWords('silent')}`,
        'Unplug it and plug it in again. If that does not help: naif-agent capture --elm records what it says.',
      );
  }
}

function lost(title: string, line: LineDocument, plugIn: string): Check {
  const { lastFault } = line;
  const why = lastFault
    ? `${faultWords(lastFault.fault)} (${span(lastFault.secondsAgo)} ago)`
    : 'nothing has been recognised yet';
  const words = `not found at ${line.candidates.join(', ')}: ${why}`;
  return lastFault ? fault(title, words, `${plugIn}.`) : unknown(title, words);
}

/** Whether it is the enrolled car; nothing as long as that is not known. */
export function carCheck({ status }: SensorFindings): readonly Check[] {
  if (status.vin_matches === undefined) return [];
  return [
    status.vin_matches
      ? ok('Car', 'it is the one that was enrolled')
      : fault(
          'Car',
          'its VIN is not the one that was enrolled',
          'Has the agent been moved to another car? Then it has to be enrolled for that one.',
        ),
  ];
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
