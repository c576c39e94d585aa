/**
 * Baseline (a): a Fastify route that parses the same body and answers a receipt. No authentication, no validation, no
 * store: what HTTP and JSON alone cost on this machine. Its parent gets the port over the channel.
 */
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';

const server = fastify({ bodyLimit: 16 * 1024 * 1024 });

const parseJson = server.getDefaultJsonParser('error', 'error');
server.removeContentTypeParser('application/json');
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
  const isPacked = request.headers['content-encoding'] === 'gzip';
  const json = isPacked ? gunzipSync(body) : (body as Buffer);
  void parseJson(request, json.toString('utf8'), done);
});

server.post('/api/embedded/:carId/UploadData', (request) => {
  const { records } = request.body as { readonly records: readonly unknown[] };
  return { stored: records.length, duplicates: 0, refused: [], commands: [] };
});

await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.((server.server.address() as AddressInfo).port);
process.once('disconnect', () => process.exit(0));
