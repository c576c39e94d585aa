import { HttpErrorResponse } from '@angular/common/http';

/** One fault of what was sent: where, and which rule it breaks. */
export interface ProblemFault {
  /** JSON pointer into what was sent: `/email`. */
  readonly pointer: string;
  /** The rule, `isEmail`, or the refusal, `CLIENT.EMAIL_TAKEN`. */
  readonly code: string;
}

/** Another record that a refusal is about. */
export interface RelatedRecord {
  readonly id: string;
  /** What people call it, where they may know. */
  readonly name?: string;
}

/** What went wrong with a request, as far as a page can tell its reader. */
export interface Problem {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** The backend's code, `VEHICLE.NOT_FOUND`; ours are `NETWORK.UNREACHABLE` and `UNKNOWN`. */
  readonly code: string;
  /** To give to support. */
  readonly requestId?: string;
  /** Seconds to wait before trying again, where the server named them. */
  readonly retryAfterSeconds?: number;
  /** What in the request is wrong, where the server named it. */
  readonly faults?: readonly ProblemFault[];
  /** Other records that are in the way. */
  readonly related?: readonly RelatedRecord[];
}

/** Statuses with which a proxy says that the application behind it does not answer. */
const UNREACHABLE = new Set([0, 502, 503, 504]);

/** Reads any error as a `Problem`: the backend's problem documents, network failures, anything else. */
export function problemOf(error: unknown): Problem {
  const response = responseOf(error);
  if (response === undefined) return { status: -1, code: 'UNKNOWN' };
  const body = bodyOf(response.error);
  const code = text(body['code']);
  const requestId = text(body['requestId']) ?? response.headers.get('x-request-id') ?? undefined;
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  const faults = faultsOf(body['errors']);
  const related = relatedOf(body['related']);
  return {
    status: response.status,
    code: code ?? (UNREACHABLE.has(response.status) ? 'NETWORK.UNREACHABLE' : 'UNKNOWN'),
    ...(requestId === undefined ? {} : { requestId }),
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
    ...(faults.length === 0 ? {} : { faults }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** Whether the server could not be reached at all, as against having answered with an error. */
export function isUnreachable(problem: Problem): boolean {
  return problem.code === 'NETWORK.UNREACHABLE';
}

/** Resources wrap what was thrown: the cause is looked at too. */
function responseOf(error: unknown): HttpErrorResponse | undefined {
  if (error instanceof HttpErrorResponse) return error;
  return error instanceof Error && error.cause !== undefined ? responseOf(error.cause) : undefined;
}

/** A problem document, which Angular leaves as text when the answer was asked for as text. */
function bodyOf(error: unknown): Record<string, unknown> {
  if (typeof error === 'string') {
    try {
      return bodyOf(JSON.parse(error));
    } catch {
      return {};
    }
  }
  return typeof error === 'object' && error !== null ? { ...error } : {};
}

function faultsOf(errors: unknown): ProblemFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    const { pointer, code } = (error ?? {}) as Partial<Record<keyof ProblemFault, unknown>>;
    return typeof pointer === 'string' && typeof code === 'string' ? [{ pointer, code }] : [];
  });
}

function relatedOf(records: unknown): RelatedRecord[] {
  if (!Array.isArray(records)) return [];
  return records.flatMap((record: unknown) => {
    const { id, name } = (record ?? {}) as Partial<Record<keyof RelatedRecord, unknown>>;
    if (typeof id !== 'string') return [];
    return [{ id, ...(typeof name === 'string' ? { name } : {}) }];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
