import type { CaptureSettings } from '../config/support-settings.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SerialPorts } from '../ports/serial-port.js';
import { CommandFailed } from './command-failed.js';

/** What the command runs with. */
export interface CaptureParts {
  readonly ports: SerialPorts;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: (line: string) => void;
  /** Aborts when the person has enough. */
  readonly signal: AbortSignal;
}

/** Records a line. */
export function capture(settings: CaptureSettings, _parts: CaptureParts): Promise<void> {
  return Promise.reject(new CommandFailed(`${settings.port} cannot be captured yet.`));
}
