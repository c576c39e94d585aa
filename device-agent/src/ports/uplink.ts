import type { Site } from '@naif/wire';

/** One request to the server; the body is sent as JSON, gzipped when it is long. */
export interface UplinkRequest {
  /** Below the server's URL, such as `/api/embedded/enrolments`. */
  readonly path: string;
  readonly body: unknown;
  /** Bearer token. */
  readonly token?: string;
  /** Most ms for all of it, where the uplink's own limits are too long. */
  readonly withinMs?: number;
}

/** The server answered, whatever it said. */
export interface UplinkAnswer {
  readonly kind: 'answered';
  readonly status: number;
  /** The server's own time (`Date`), ms since the epoch. */
  readonly date?: number;
  /** `Retry-After` as it was sent. */
  readonly retryAfter?: string;
  readonly body: string;
  /** Where it comes from, when there are two sites. */
  readonly site?: Site;
}

/** No complete answer came. The server may or may not have done what was asked. */
export interface UplinkFailure {
  readonly kind: 'unreachable';
  readonly timedOut: boolean;
  /** For people. */
  readonly reason: string;
}

/** The way to the server. */
export interface Uplink {
  /** Never rejects; ends at the latest at the uplink's own time limit or when `signal` aborts. */
  post(request: UplinkRequest, signal?: AbortSignal): Promise<UplinkAnswer | UplinkFailure>;
  close(): void;
}
