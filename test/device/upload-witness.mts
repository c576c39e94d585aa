import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One sensor's entry as it crosses the air. */
export interface WitnessedSensor {
  readonly sensor: string;
  readonly [field: string]: unknown;
}

/** A reading that was acknowledged. */
export interface WitnessedReading {
  /** Event time, ms since the epoch. */
  readonly timeMs: number;
  readonly seq: number;
  readonly sensors: readonly WitnessedSensor[];
}

interface Upload {
  readonly records: readonly {
    readonly time: string;
    readonly seq: number;
    readonly data: { readonly sensors: readonly WitnessedSensor[] };
  }[];
  readonly status?: Readonly<Record<string, unknown>>;
}

interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: readonly { readonly index: number; readonly code: string }[];
}

const UPLOAD_PATH = /\/UploadData$/;

/** Stands between a vehicle and its backend, passes everything on, and writes down what the backend acknowledged. */
export class UploadWitness {
  /** In order of their uploads. */
  readonly readings: WitnessedReading[] = [];
  /** What the vehicle said of itself, in order. */
  readonly statuses: Readonly<Record<string, unknown>>[] = [];
  /** Codes with which readings were refused. */
  readonly refusals: string[] = [];
  stored = 0;
  duplicates = 0;
  private readonly server = createServer((incoming, outgoing) => {
    this.pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  private readonly backendPort: number;

  constructor(backendPort: number) {
    this.backendPort = backendPort;
  }

  /** Resolves with the address to which the vehicle sends. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const answer = await this.forward(incoming, body);
    const said = await bodyOf(answer);
    const isUpload = UPLOAD_PATH.test(incoming.url ?? '');
    if (isUpload && answer.statusCode === 200) {
      const json = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      this.note(JSON.parse(json.toString()) as Upload, JSON.parse(said.toString()) as Receipt);
    }
    const headers = { ...answer.headers, 'content-length': String(said.length) };
    delete headers['transfer-encoding'];
    outgoing.writeHead(answer.statusCode ?? 502, headers).end(said);
  }

  private note({ records, status }: Upload, receipt: Receipt): void {
    const refused = new Set(receipt.refused.map(({ index }) => index));
    this.refusals.push(...receipt.refused.map(({ code }) => code));
    this.stored += receipt.stored;
    this.duplicates += receipt.duplicates;
    if (status) this.statuses.push(status);
    records.forEach(({ time, seq, data }, index) => {
      if (refused.has(index)) return;
      this.readings.push({ timeMs: Date.parse(time), seq, sensors: data.sensors });
    });
  }

  private forward(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const onward = request({
        host: '127.0.0.1',
        port: this.backendPort,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: { ...incoming.headers, 'content-length': body.length },
      });
      onward.once('response', resolve).once('error', reject).end(body);
    });
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
