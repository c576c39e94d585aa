import { FastifyAdapter } from '@nestjs/platform-fastify';

/** How long requests that are being answered may take once the server stops, ms. */
const PATIENCE_MS = 6_000;

/**
 * Nest's adapter for Fastify, which stops soon but politely: what is being answered is answered, and ends
 * its connection instead of keeping it for a next request; who has not asked yet, or asks too slowly, is
 * cut off. Without it the server waits for every idle browser, socket.io's closing first of all.
 */
export class PoliteFastifyAdapter extends FastifyAdapter {
  private stopping = false;

  /** To be called before any route exists. */
  endConnectionsWhenStopping(): void {
    this.getInstance().addHook('onSend', (_request, reply, payload, done) => {
      if (this.stopping) reply.header('connection', 'close');
      done(null, payload);
    });
  }

  /** Nest calls it first of all when the application closes. */
  override beforeClose(): void {
    super.beforeClose();
    this.stopping = true;
    const server = this.getHttpServer();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
  }
}
