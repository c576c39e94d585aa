import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendErrorAsProblem } from './problem-reply.js';

/** Names that carry a hash of their content (`main-4KJ2QxYZ.js`, base64url): another content has another name. */
const HASHED = /-[\w-]{8}\.(js|css|woff2?|png|svg|jpg|webp|json)(\.br)?$/;
const ONE_YEAR = 'public, max-age=31536000, immutable';

/** Paths that belong to the API or the operator, never to the web application. */
const NOT_PAGES = /^\/(api|metrics)(\/|$|\?)/;

/**
 * Hands out the built web application: its files, and `index.html` for every other address that a browser
 * opens, because the application has its own routes. Without a build it says how to make one.
 */
export async function serveWebApplication(fastify: FastifyInstance, folder: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', HASHED.test(path) ? ONE_YEAR : 'no-cache');
    },
  });
  fastify.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request, reply) => sendPageOrFile(request, reply, folder),
    errorHandler: sendErrorAsProblem,
  });
}

function sendPageOrFile(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
): FastifyReply {
  if (NOT_PAGES.test(request.url)) return notFound(reply);
  // The router has decoded what stands for the star.
  const path = (request.params as { '*': string })['*'];
  if (/\.[A-Za-z0-9]+$/.test(path)) return reply.sendFile(path);
  if (!(request.headers.accept ?? '*/*').match(/text\/html|\*\/\*/)) return notFound(reply);
  if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html');
  return reply
    .status(503)
    .type('text/plain; charset=utf-8')
    .send('The web application is not built yet: npm run build\n');
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
