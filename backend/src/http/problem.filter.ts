import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.js';
import type { EventLog } from '../observability/event-log.js';
import { pathOf, sendProblem } from './problem-reply.js';
import { problemOf } from './problem.js';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: EventLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // Errors of sockets are the gateway's to answer.
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    // A refusal that a module chose (503 while the database is away) is told by who refused.
    if (problem.status >= 500 && !(error instanceof DomainError)) {
      const { method } = request;
      this.log.error('request.failed', {
        method,
        path: pathOf(request),
        code: problem.code,
        error,
      });
    }
    sendProblem(problem, request, http.getResponse<FastifyReply>());
  }
}
