import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, problemOf, type Problem } from './problem.js';
import { REQUEST_ID_HEADER } from './request-id.js';

/** Answers with a problem. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  if (problem.retryAfterSeconds !== undefined) {
    reply.header('retry-after', problem.retryAfterSeconds);
  }
  void reply
    .status(problem.status)
    .header(REQUEST_ID_HEADER, request.id)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemBody(problem, pathOf(request), request.id)));
}

/** Answers what Fastify and its plugins refuse outside of Nest's routes. */
export function sendErrorAsProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(problemOf(error), request, reply);
}

/** The address of a request without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
