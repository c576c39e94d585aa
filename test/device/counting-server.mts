import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Bytes that crossed the line, in TCP's payload. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
}

interface Upload {
  readonly records: readonly { readonly time: string }[];
}

/** A server that enrols any device as one vehicle, takes every upload, and keeps nothing but counts. */
export class CountingServer {
  readings = 0;
  uploads = 0;
  /** Event time of the newest reading, ms since the epoch. */
  newestMs = 0;
  private readonly sockets = new Set<Socket>();
  private closed: Traffic = { received: 0, sent: 0 };
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch(() => response.destroy());
  });

  /** Resolves with its address. */
  async listen(): Promise<string> {
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => {
        this.closed = sum(this.closed, socket);
        this.sockets.delete(socket);
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** All that has crossed the line. */
  get traffic(): Traffic {
    return [...this.sockets].reduce(sum, this.closed);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isEnrolment = request.url === '/api/embedded/enrolments';
    const answer = isEnrolment ? ENROLMENT : this.take(request, Buffer.concat(chunks));
    response
      .writeHead(isEnrolment ? 201 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer));
  }

  private take(request: IncomingMessage, body: Buffer): object {
    const json = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const { records } = JSON.parse(json.toString()) as Upload;
    this.uploads += 1;
    this.readings += records.length;
    const newest = records.at(-1);
    if (newest) this.newestMs = Math.max(this.newestMs, Date.parse(newest.time));
    return { stored: records.length, duplicates: 0, refused: [], commands: [] };
  }
}

const ENROLMENT = {
  carId: 'c0'.repeat(32),
  deviceId: 'measured',
  audience: 'naif-control',
  settings: { samplingIntervalMs: 1000, batchSize: 5 },
};

function sum({ received, sent }: Traffic, { bytesRead, bytesWritten }: Socket): Traffic {
  return { received: received + bytesRead, sent: sent + bytesWritten };
}
