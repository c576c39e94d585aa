/**
 * `node test/load/receipt-server.mts`: as a child with a channel, a server that enrols one device and takes every upload at
 * once. It tells its address, and then every record count it is asked for with any message.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What the server tells. */
export interface ReceiptServerMessage {
  readonly url?: string;
  readonly uploads: number;
  readonly records: number;
  /** Event times that came twice or in the wrong order. */
  readonly disordered: number;
  /** Bytes of bodies as they came. */
  readonly bytes: number;
}

const CAR_ID = 'b2'.repeat(32);
const counts = { uploads: 0, records: 0, disordered: 0, bytes: 0 };
let lastTime = '';

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  if (request.url === '/api/embedded/enrolments') {
    answer(response, 201, {
      carId: CAR_ID,
      deviceId: 'bench',
      audience: 'bench',
      settings: { samplingIntervalMs: 1000, batchSize: 5 },
    });
    return;
  }
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
  const { records } = JSON.parse(plain.toString()) as { records: readonly { time: string }[] };
  for (const { time } of records) {
    if (time <= lastTime) counts.disordered += 1;
    lastTime = time;
  }
  counts.uploads += 1;
  counts.records += records.length;
  counts.bytes += sent.length;
  answer(response, 200, { stored: records.length, duplicates: 0, refused: [], commands: [] });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => request.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, ...counts });
});
process.on('message', () => process.send?.(counts));
process.on('disconnect', () => process.exit());
