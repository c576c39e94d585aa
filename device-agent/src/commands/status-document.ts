import type { AgentStatusDto } from '@naif/wire';
import type { LineFault, LineStatus } from '../serial/line.js';

/** How one serial line does, for whoever asks the running agent. */
export interface LineDocument {
  /** Device files that are tried. */
  readonly candidates: readonly string[];
  readonly state: LineStatus['state'];
  /** The device file that is open. */
  readonly path?: string;
  readonly baudRate?: number;
  readonly reopened: number;
  readonly lastFault?: { readonly fault: LineFault; readonly secondsAgo: number };
}

/** How the serial lines do. One that is switched off is missing. */
export interface LineDocuments {
  readonly gps?: LineDocument;
  readonly obd?: LineDocument;
}

/** What the running agent tells at its socket: one JSON document. */
export interface StatusDocument {
  readonly version: string;
  readonly pid: number;
  readonly uptimeSeconds: number;
  readonly carId: string;
  readonly deviceId: string;
  readonly server: string;
  readonly backup?: string;
  /** Whether it works and keeps what it reads: a part of it that fails ends it. A server out of reach or a device that is unplugged is no fault of the agent's. */
  readonly healthy: boolean;
  readonly clock: {
    readonly trusted: boolean;
    readonly source: string;
    readonly uncertaintyMs?: number;
    readonly time: string;
  };
  readonly lines: LineDocuments;
  /** The status as the server gets it. */
  readonly status: AgentStatusDto;
  /** The last upload that a server took, in this run. */
  readonly lastUpload?: { readonly secondsAgo: number };
  /** Why the last upload was not taken, as long as that is so. */
  readonly lastTrouble?: { readonly detail: string; readonly secondsAgo: number };
}

/** Reads an agent's answer; undefined when it is no status document. */
export function parseStatus(text: string): StatusDocument | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, pid, uptimeSeconds, healthy, clock, lines, status } =
    value as Partial<StatusDocument>;
  const isOne =
    typeof version === 'string' &&
    typeof pid === 'number' &&
    typeof uptimeSeconds === 'number' &&
    typeof healthy === 'boolean' &&
    [clock, lines, status].every((part) => typeof part === 'object');
  // The socket is the agent's own (mode 0600): its other fields are as this program writes them.
  return isOne ? (value as StatusDocument) : undefined;
}
