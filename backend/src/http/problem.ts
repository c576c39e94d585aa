import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import {
  DomainError,
  type DomainErrorKind,
  type Fault,
  type RelatedObject,
} from '../errors/domain-error.js';
import { isDatabaseAway } from './database-away.js';

/** What is answered, before the request's own data are added. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly related?: readonly RelatedObject[];
  readonly retryAfterSeconds?: number;
}

const STATUS_OF_KIND: Readonly<Record<DomainErrorKind, number>> = {
  invalid: 400,
  'not-authenticated': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-media': 415,
  'too-many': 429,
  unavailable: 503,
};

/** Codes of refusals that come from the server's own machinery rather than from a module. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'REQUEST.MALFORMED',
  401: 'AUTH.NOT_AUTHENTICATED',
  403: 'AUTH.FORBIDDEN',
  404: 'ROUTE.NOT_FOUND',
  405: 'ROUTE.METHOD_NOT_ALLOWED',
  406: 'REQUEST.NOT_ACCEPTABLE',
  408: 'REQUEST.TIMEOUT',
  413: 'REQUEST.TOO_LARGE',
  414: 'REQUEST.URL_TOO_LONG',
  415: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  429: 'REQUEST.TOO_MANY',
  431: 'REQUEST.HEADERS_TOO_LARGE',
  503: 'SERVICE.UNAVAILABLE',
};

/** Seconds after which a database that is being started again may answer. */
const DATABASE_RETRY_SECONDS = 2;

/** Turns whatever was thrown into what is answered. Nothing internal gets out: unknown errors are a bare 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    return {
      status: STATUS_OF_KIND[error.kind],
      code: error.code,
      detail: error.message,
      faults: error.faults,
      ...(error.related.length > 0 ? { related: error.related } : {}),
      ...(error.retryAfterSeconds === undefined
        ? {}
        : { retryAfterSeconds: error.retryAfterSeconds }),
    };
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    const code = CODE_OF_STATUS[status] ?? `REQUEST.STATUS_${status}`;
    // Nest's own sentence repeats the address with its query: the problem's `instance` says enough.
    const detail =
      status === 404 ? 'There is nothing at this address.' : sentence((error as Error).message);
    return { status, code, detail, faults: [] };
  }
  if (status === 503 || isDatabaseAway(error)) {
    const detail = 'The service is not available at the moment. Try again in a few seconds.';
    return {
      status: 503,
      code: 'SERVICE.UNAVAILABLE',
      detail,
      faults: [],
      retryAfterSeconds: DATABASE_RETRY_SECONDS,
    };
  }
  return {
    status: 500,
    code: 'SERVER.ERROR',
    detail: 'Something went wrong on our side. The request id finds it in the log.',
    faults: [],
  };
}

/** The body of RFC 9457. */
export function problemBody(
  problem: Problem,
  instance: string,
  requestId: string,
): Record<string, unknown> {
  return {
    type: `urn:naif-control:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    instance,
    code: problem.code,
    requestId,
    ...(problem.faults.length > 0 ? { errors: problem.faults } : {}),
    ...(problem.related === undefined ? {} : { related: problem.related }),
  };
}

/** Status of errors that Nest, Fastify and their plugins throw. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : undefined;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
