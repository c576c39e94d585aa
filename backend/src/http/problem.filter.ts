import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.js';
import type { EventLog } from '../observability/event-log.js';
import { problemBody, problemOf } from './problem.js';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: EventLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // Errors of sockets are the gateway's to answer.
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    const path = request.url.split('?')[0] ?? request.url;
    // A refusal that a module chose (503 while the database is away) is told by who refused.
    if (problem.status >= 500 && !(error instanceof DomainError)) {
      this.log.error('request.failed', { method: request.method, path, code: problem.code, error });
    }
    if (reply.sent) return;
    if (problem.retryAfterSeconds !== undefined)
      reply.header('retry-after', problem.retryAfterSeconds);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemBody(problem, path, request.id)));
  }
}
