import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Header in which a request's id is accepted and returned. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** What an id from outside may look like: nothing that could break a log line or a header. */
const ACCEPTABLE = /^[A-Za-z0-9._:-]{1,64}$/;

/** The id that the caller gave when it is acceptable, else a new one. */
export function requestIdFrom(headers: IncomingHttpHeaders): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}
