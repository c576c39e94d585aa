import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a site's front door does: it works, nobody listens, it takes what comes and never answers, or it answers 500. */
export type DoorState = 'open' | 'refused' | 'silent' | 'failing';

/** An upload that the site behind the door has stored, by the receipt. */
export interface PassedReceipt {
  /** `performance.now()` when the receipt came by. */
  readonly atMs: number;
  readonly stored: number;
  readonly duplicates: number;
}

/** Stands before a backend as its site's front door, which can be taken out of service in several ways. */
export class SiteDoor {
  readonly receipts: PassedReceipt[] = [];
  private state: DoorState = 'open';
  private port = 0;
  private server: Server | undefined;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly backendPort: number;
  private readonly host: string;

  constructor(backendPort: number, host: string) {
    this.backendPort = backendPort;
    this.host = host;
  }

  get url(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** Opens it; the address stays the same from the first time on. */
  async open(): Promise<void> {
    this.state = 'open';
    if (this.server) return;
    const server = createServer((incoming, outgoing) => this.serve(incoming, outgoing));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, this.host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Takes it out of service. */
  async break(state: Exclude<DoorState, 'open'>): Promise<void> {
    this.state = state;
    if (state === 'refused') await this.shut();
  }

  async close(): Promise<void> {
    await this.shut();
    this.agent.destroy();
  }

  /** When the first upload passed that was stored after `sinceMs`. */
  firstReceiptAfter(sinceMs: number): number | undefined {
    return this.receipts.find(({ atMs }) => atMs > sinceMs)?.atMs;
  }

  private async shut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
    outgoing.on('error', () => undefined);
    switch (this.state) {
      case 'open':
        this.pass(incoming, outgoing);
        return;
      case 'failing':
        incoming.resume();
        incoming.on('end', () => outgoing.writeHead(500).end());
        return;
      case 'silent':
      case 'refused':
        incoming.resume();
        return;
      default:
        this.state satisfies never;
    }
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url, headers } = incoming;
    const onward = request(
      { host: '127.0.0.1', port: this.backendPort, method, path: url, headers, agent: this.agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const body = Buffer.concat(chunks);
          if (answer.statusCode === 200 && url?.endsWith('/UploadData')) this.note(body);
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  private note(body: Buffer): void {
    const { stored, duplicates } = JSON.parse(body.toString()) as PassedReceipt;
    this.receipts.push({ atMs: performance.now(), stored, duplicates });
  }
}
