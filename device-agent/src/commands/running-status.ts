import type { AgentStatusDto } from '@naif/wire';
import type { AgentSettings } from '../config/settings.js';
import type { Enrolment } from '../identity/enrolment.js';
import type { Clock } from '../ports/clock.js';
import type { LineStatus } from '../serial/line.js';
import type { UploadReport } from '../upload/upload-machine.js';
import type { UploaderEvents } from '../upload/uploader.js';
import { AGENT_VERSION } from '../version.js';
import type { LineDocument, StatusDocument } from './status-document.js';

/** What the running agent's status is made of. */
export interface RunningParts {
  readonly settings: AgentSettings;
  readonly enrolment: Enrolment;
  readonly clock: Clock;
  /** The status as the next upload would carry it. */
  readonly status: () => AgentStatusDto;
  /** How the serial lines do; one that is switched off is missing. */
  readonly lines: () => { readonly gps?: LineStatus; readonly obd?: LineStatus };
}

/** Puts together what the agent tells at its socket; hears of the uploads as they happen. */
export class RunningStatus implements UploaderEvents {
  private readonly startedAtMs: number;
  private uploadAtMs: number | undefined;
  private trouble: { readonly detail: string; readonly atMs: number } | undefined;

  constructor(private readonly parts: RunningParts) {
    this.startedAtMs = parts.clock.monotonic();
  }

  accepted(): void {
    this.uploadAtMs = this.parts.clock.monotonic();
    this.trouble = undefined;
  }

  reported(event: UploadReport, detail: string): void {
    // A refused row is the row's trouble; the upload itself got through.
    if (event === 'refused-rows' || event === 'clock-corrected') return;
    this.trouble = { detail, atMs: this.parts.clock.monotonic() };
  }

  /** All of it, as it is now. */
  document(): StatusDocument {
    const { settings, enrolment, clock, lines } = this.parts;
    const { gps, obd } = lines();
    const status = this.parts.status();
    return {
      version: AGENT_VERSION,
      pid: process.pid,
      uptimeSeconds: this.secondsSince(this.startedAtMs),
      carId: enrolment.carId,
      deviceId: enrolment.deviceId,
      server: settings.server ?? enrolment.server,
      ...(settings.backup === undefined ? {} : { backup: settings.backup }),
      healthy: status.disk_refuses !== true,
      clock: {
        trusted: clock.isTrusted(),
        ...clock.quality(),
        time: new Date(clock.now()).toISOString(),
      },
      lines: {
        ...(gps ? { gps: lineDocument(gps, settings.gps, clock) } : {}),
        ...(obd ? { obd: lineDocument(obd, settings.obd, clock) } : {}),
      },
      status,
      ...(this.uploadAtMs === undefined
        ? {}
        : { lastUpload: { secondsAgo: this.secondsSince(this.uploadAtMs) } }),
      ...(this.trouble === undefined
        ? {}
        : {
            lastTrouble: {
              detail: this.trouble.detail,
              secondsAgo: this.secondsSince(this.trouble.atMs),
            },
          }),
    };
  }

  private secondsSince(atMs: number): number {
    return secondsSince(atMs, this.parts.clock);
  }
}

/** How a line does, for whoever asks. */
export function lineDocument(
  { lastFault, ...line }: LineStatus,
  candidates: readonly string[],
  clock: Clock,
): LineDocument {
  return {
    candidates,
    ...line,
    ...(lastFault
      ? { lastFault: { fault: lastFault.fault, secondsAgo: secondsSince(lastFault.atMs, clock) } }
      : {}),
  };
}

function secondsSince(atMs: number, clock: Clock): number {
  return Math.max(0, Math.round((clock.monotonic() - atMs) / 1000));
}
