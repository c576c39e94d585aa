import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Environment, isLoopback } from '../../config/environment.js';
import { NotAuthenticated } from './auth.errors.js';

/** Lets this machine in, and whoever carries the metrics token; behind a proxy the client's own address counts. */
@Injectable()
export class LocalOrTokenGuard implements CanActivate {
  constructor(private readonly environment: Environment) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isLoopback(request.ip) || this.carriesToken(request.headers.authorization)) return true;
    throw new NotAuthenticated();
  }

  private carriesToken(authorization: string | undefined): boolean {
    const { metricsToken } = this.environment;
    if (metricsToken === undefined || authorization === undefined) return false;
    const [scheme, token = ''] = authorization.split(' ');
    return (
      scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digest(token), digest(metricsToken))
    );
  }
}

/** Of one length whatever the text, as the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
