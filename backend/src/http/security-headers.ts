import type { OutgoingHttpHeaders } from 'node:http';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import type { Environment } from '../config/environment.js';

/** Two years, as the preload list of browsers asks at least one. */
const HSTS_SECONDS = 63_072_000;

/**
 * Headers that keep pages to themselves: scripts, sockets and frames from our own origin only. The one
 * other origin is the configured tile server, for images. Styles may stand inline, because Angular and
 * Leaflet put them there; scripts never.
 */
export async function setSecurityHeaders(
  server: FastifyInstance,
  environment: Environment,
): Promise<void> {
  const headers = await headersOf(optionsFor(environment));
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

function optionsFor(environment: Environment): FastifyHelmetOptions {
  const secure = environment.speaksTls || environment.trustProxy !== undefined;
  return {
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
  };
}

/**
 * What helmet answers with these options. It would work them out anew for each request, which costs an
 * upload 7 % of its time; they never change, so that it is asked once.
 */
async function headersOf(options: FastifyHelmetOptions): Promise<OutgoingHttpHeaders> {
  const bare = fastify().get('/', (_request, reply) => reply.send());
  const helmeted = fastify();
  await helmeted.register(helmet, options);
  helmeted.get('/', (_request, reply) => reply.send());
  const { headers: usual } = await bare.inject('/');
  const { headers } = await helmeted.inject('/');
  await Promise.all([bare.close(), helmeted.close()]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !(name in usual)));
}

/** The origins of a tile URL; `{s}` stands for any subdomain. */
export function tileOrigins(tileUrl: string | undefined): string[] {
  const origin = /^https?:\/\/[^/\s]+/.exec(tileUrl ?? '')?.[0];
  return origin === undefined ? [] : [origin.replace(/\{s\}/, '*')];
}
