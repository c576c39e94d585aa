import type { FastifyInstance } from 'fastify';

/** How long requests that are being answered may take once the server stops, ms. */
const PATIENCE_MS = 6_000;

/**
 * Lets the server stop soon but politely: what is being answered is answered, and ends its connection
 * instead of keeping it for a next request; who has not asked yet, or asks too slowly, is cut off.
 */
export function endConnectionsWhenStopping(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    setTimeout(() => fastify.server.closeAllConnections(), PATIENCE_MS).unref();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done(null, payload);
  });
}
