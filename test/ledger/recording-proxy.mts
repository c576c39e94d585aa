import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Random } from '../rig/random.mts';
import { valuesOf, type Ledger, type Noted } from './ledger.mts';

/** How often the line does what, as probabilities. */
export interface LineFaults {
  /** The connection breaks in the middle of the upload: the backend gets half of it. */
  readonly cutRequest: number;
  /** The connection breaks after the backend has answered: the receipt never arrives. */
  readonly cutAnswer: number;
  /** The same upload arrives twice at once. */
  readonly twice: number;
  /** A copy of the upload arrives again some seconds later, out of order. */
  readonly late: number;
}

/** The dice's order. */
const FAULTS = ['cutRequest', 'cutAnswer', 'twice', 'late'] as const;

/** A whole answer of the backend. */
interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

interface Receipt {
  readonly stored: number;
  readonly duplicates: number;
  readonly refused: readonly { readonly index: number; readonly code: string }[];
}

interface Upload {
  readonly outbox: string;
  readonly records: readonly {
    readonly time: string;
    readonly seq: number;
    readonly data: { readonly sensors: readonly unknown[] };
  }[];
}

const UPLOAD_PATH = /^\/api\/embedded\/([0-9a-f]{64})\/UploadData$/;
/** How long after the first the late copy of an upload arrives, ms. */
const LATE_MS = [500, 4000] as const;

/**
 * Stands between the agents and the backend, writes down every upload and every receipt that passes, and is a bad line.
 * A receipt counts from the moment the backend has given it, whether or not it reaches the agent.
 */
export class RecordingProxy {
  readonly counts: Record<string, number> = {};
  /** Sum of `stored` over all receipts. */
  storedByReceipts = 0;
  private readonly server: Server;
  private readonly late = new Set<Promise<void>>();
  private readonly agent = new Agent({ keepAlive: false });
  private readonly backendPort: number;
  private readonly ledger: Ledger;
  private readonly random: Random;
  private faults: LineFaults;
  /** The proxy itself answers every upload and forwards none: the test must then find what was lost. */
  private readonly lies: boolean;

  constructor(
    backendPort: number,
    ledger: Ledger,
    random: Random,
    faults: LineFaults,
    lies: boolean,
  ) {
    this.backendPort = backendPort;
    this.ledger = ledger;
    this.random = random;
    this.faults = faults;
    this.lies = lies;
    this.server = createServer((incoming, outgoing) => {
      this.pass(incoming, outgoing).catch(() => incoming.destroy());
    });
  }

  /** Resolves with the address to which the agents send. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on a good line. */
  mend(): void {
    this.faults = { cutRequest: 0, cutAnswer: 0, twice: 0, late: 0 };
  }

  /** Resolves when every late copy has arrived. */
  async close(): Promise<void> {
    await Promise.all(this.late);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    this.agent.destroy();
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const carId = UPLOAD_PATH.exec(incoming.url ?? '')?.[1];
    if (carId === undefined) {
      await this.relay(await this.forward(incoming, body), outgoing);
      return;
    }
    const readings = readingsOf(carId, incoming, body);
    this.ledger.note('sent', readings);
    await this.passUpload(incoming, body, readings, outgoing);
  }

  private async passUpload(
    incoming: IncomingMessage,
    body: Buffer,
    readings: readonly Noted[],
    outgoing: ServerResponse,
  ): Promise<void> {
    switch (this.chooseFault(readings.length)) {
      case 'cutRequest':
        await this.forwardHalf(incoming, body);
        incoming.destroy();
        return;
      case 'cutAnswer':
        await this.upload(incoming, body, readings);
        incoming.destroy();
        return;
      case 'twice': {
        const both = await Promise.allSettled([
          this.upload(incoming, body, readings),
          this.upload(incoming, body, readings),
        ]);
        const one = both.find((outcome) => outcome.status === 'fulfilled');
        if (one === undefined) incoming.destroy();
        else await this.relay(one.value, outgoing);
        return;
      }
      case 'late':
        this.sendLate(incoming, body, readings);
        await this.relay(await this.upload(incoming, body, readings), outgoing);
        return;
      case 'lie':
        this.ledger.note('acknowledged', readings);
        await this.relay(falseReceipt(readings.length), outgoing);
        return;
      case undefined:
        await this.relay(await this.upload(incoming, body, readings), outgoing);
        return;
    }
  }

  private chooseFault(records: number): keyof LineFaults | 'lie' | undefined {
    const fault = this.lies && records > 0 ? 'lie' : this.rollDice();
    if (fault !== undefined) this.count(fault);
    return fault;
  }

  private rollDice(): keyof LineFaults | undefined {
    let left = this.random.next();
    return FAULTS.find((fault) => {
      left -= this.faults[fault];
      return left < 0;
    });
  }

  /** Forwards an upload, and writes down what its receipt says. */
  private async upload(
    incoming: IncomingMessage,
    body: Buffer,
    readings: readonly Noted[],
  ): Promise<Answer> {
    const answer = await this.forward(incoming, body);
    this.count(`status ${answer.status}`);
    if (answer.status !== 200) return answer;
    const receipt = JSON.parse(answer.body.toString('utf8')) as Receipt;
    const refused = new Map(receipt.refused.map(({ index, code }) => [index, code]));
    this.storedByReceipts += receipt.stored;
    this.count('duplicates', receipt.duplicates);
    this.ledger.note(
      'acknowledged',
      readings.filter((_reading, index) => !refused.has(index)),
    );
    readings.forEach((reading, index) => {
      const code = refused.get(index);
      if (code !== undefined) this.ledger.noteRefusal(reading, code);
    });
    return answer;
  }

  private sendLate(incoming: IncomingMessage, body: Buffer, readings: readonly Noted[]): void {
    const copy = sleep(this.random.between(...LATE_MS))
      .then(() => this.upload(incoming, body, readings))
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => this.late.delete(copy));
    this.late.add(copy);
  }

  /** Resolves with the backend's whole answer; rejects when none came. */
  private forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onward = this.request(incoming, body);
      onward.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('close', () => {
          const { statusCode = 0, headers, complete } = response;
          if (complete) resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
          else reject(new Error('The answer broke off.'));
        });
      });
      onward.on('error', reject);
      onward.end(body);
    });
  }

  /** Sends half of the body, then tears the connection down. */
  private forwardHalf(incoming: IncomingMessage, body: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const onward = this.request(incoming, body);
      onward.on('error', () => resolve());
      onward.on('close', () => resolve());
      onward.write(body.subarray(0, Math.floor(body.length / 2)), () => {
        // Long enough for the half to arrive before the end does.
        setTimeout(() => onward.destroy(), 20);
      });
    });
  }

  private request(incoming: IncomingMessage, body: Buffer): ReturnType<typeof request> {
    return request({
      host: '127.0.0.1',
      port: this.backendPort,
      agent: this.agent,
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: { ...incoming.headers, connection: 'close', 'content-length': body.length },
    });
  }

  private async relay(answer: Answer, outgoing: ServerResponse): Promise<void> {
    const headers = {
      ...answer.headers,
      connection: 'keep-alive',
      'content-length': answer.body.length,
    };
    delete (headers as OutgoingHttpHeaders)['transfer-encoding'];
    outgoing.writeHead(answer.status, headers);
    await new Promise<void>((resolve) => {
      outgoing.once('close', resolve);
      outgoing.end(answer.body);
    });
  }

  private count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }
}

function readingsOf(carId: string, incoming: IncomingMessage, body: Buffer): Noted[] {
  const json = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const { outbox, records } = JSON.parse(json.toString('utf8')) as Upload;
  return records.map(({ time, seq, data }) => ({
    carId,
    outbox,
    seq,
    timeMs: Date.parse(time),
    values: valuesOf(data.sensors),
  }));
}

function falseReceipt(records: number): Answer {
  const receipt = { stored: records, duplicates: 0, refused: [], commands: [] };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', date: new Date().toUTCString() },
    body: Buffer.from(JSON.stringify(receipt)),
  };
}
