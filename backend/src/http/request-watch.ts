import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { EventLog } from '../observability/event-log.js';
import type { Metrics } from '../observability/metrics.js';
import { type RequestContext, requestContext } from '../observability/request-context.js';
import { pathOf } from './problem-reply.js';
import { REQUEST_ID_HEADER } from './request-id.js';

/** Requests that come so often that a line each would drown the rest: they are counted, not told. */
const QUIET = /^\/(api\/health|api\/embedded|metrics|\*)/;

/** Gives each request its id, its context for log lines, one line in the log and a place in the figures. */
export function watchRequests(fastify: FastifyInstance, log: EventLog, metrics: Metrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    requestContext.run(contextOf(request), done);
  });
  // A body is read by events of the socket, which know nothing of our context: enter it again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    requestContext.run(contextOf(request), done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const { statusCode, elapsedTime } = reply;
    metrics.requests.observe(
      { method: request.method, route, status: statusCode },
      elapsedTime / 1000,
    );
    const level = QUIET.test(route) && statusCode < 500 ? 'debug' : 'info';
    if (log.shows(level))
      log[level]('request.done', fieldsOf(request, route, statusCode, elapsedTime));
    done();
  });
}

function contextOf({ id, ip }: FastifyRequest): RequestContext {
  return { requestId: id, address: ip };
}

function fieldsOf(
  request: FastifyRequest,
  route: string,
  status: number,
  elapsedMs: number,
): Record<string, unknown> {
  return {
    requestId: request.id,
    method: request.method,
    path: pathOf(request),
    route,
    status,
    milliseconds: Math.round(elapsedMs * 10) / 10,
    address: request.ip,
  };
}
