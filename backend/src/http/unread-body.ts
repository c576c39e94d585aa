import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** So much of a body that nobody wants is read away, bytes: twice what an upload may have. */
const MOST_BYTES = 16_777_216;
/** And for so long, ms. */
const PATIENCE_MS = 2_000;

/**
 * A refusal may be ready before the body has arrived. To close a connection with bytes unread resets it, and
 * the reset can overtake the answer: the other side would never learn why it was refused. So the rest is
 * read away first, within bounds (RFC 9112, 9.6: the server should go on reading until it may close).
 */
export function readAwayUnreadBodies(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply) => {
    const { raw } = request;
    if (reply.statusCode >= 400 && announcesBody(raw) && !raw.complete) await readAway(raw);
  });
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function readAway(request: IncomingMessage): Promise<void> {
  const over = new AbortController();
  let bytes = 0;
  const stop = (): void => over.abort();
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) stop();
  });
  for (const event of ['end', 'close', 'error']) request.once(event, stop);
  request.resume();
  await sleep(PATIENCE_MS, undefined, { signal: over.signal }).catch(() => undefined);
}
