import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { CrossSiteRequest } from './auth.errors.js';
import { isCrossSite, type RequestSource } from './cross-site.js';

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses requests that change something and come from a page of another site. Stands before every route. */
@Injectable()
export class CrossSiteGuard implements CanActivate {
  constructor(private readonly environment: Environment) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE_METHODS.has(request.method)) return true;
    if (isCrossSite(sourceOf(request), this.environment.publicOrigins))
      throw new CrossSiteRequest();
    return true;
  }
}

function sourceOf({ headers, protocol, host }: FastifyRequest): RequestSource {
  const fetchSite = headers['sec-fetch-site'];
  return {
    fetchSite: Array.isArray(fetchSite) ? fetchSite.join() : fetchSite,
    origin: headers.origin,
    ownOrigin: `${protocol}://${host}`,
  };
}
