import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '../config/environment.js';

/** Two years, as the preload list of browsers asks at least one. */
const HSTS_SECONDS = 63_072_000;

/**
 * Headers that keep pages to themselves: scripts, sockets and frames from our own origin only. The one
 * other origin is the configured tile server, for images. Styles may stand inline, because Angular and
 * Leaflet put them there; scripts never.
 */
export async function setSecurityHeaders(
  fastify: FastifyInstance,
  environment: Environment,
): Promise<void> {
  const secure = environment.speaksTls || environment.trustProxy !== undefined;
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins(environment.mapTileUrl)],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: HSTS_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
}

/** The origins of a tile URL; `{s}` stands for any subdomain. */
export function tileOrigins(tileUrl: string | undefined): string[] {
  const origin = /^https?:\/\/[^/\s]+/.exec(tileUrl ?? '')?.[0];
  return origin === undefined ? [] : [origin.replace(/\{s\}/, '*')];
}
