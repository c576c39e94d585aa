import { connect, type Socket } from 'node:net';

/** What a server answered. */
export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One keep-alive connection that carries one request at a time. Hand-made on a plain socket: the generator shares the
 * machine with the server that it measures, and node:http would cost about as much as that server's own HTTP.
 */
export class UploadConnection {
  private socket: Socket | undefined;
  private received = '';
  private waiting:
    { resolve: (answer: PlainAnswer) => void; reject: (error: Error) => void } | undefined;

  private readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** Sends one whole request and resolves with its answer. */
  send(request: string | Buffer): Promise<PlainAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket ??= this.open();
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private open(): Socket {
    const socket = connect(this.port, '127.0.0.1');
    socket.setNoDelay(true);
    // Receipts are ASCII: one byte a character keeps content-length comparable.
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
    return socket;
  }

  private take(chunk: string): void {
    this.received += chunk;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.fail(new Error(`An answer without length:\n${head}`));
      return;
    }
    if (this.received.length < end + 4 + length) return;
    const body = this.received.slice(end + 4, end + 4 + length);
    this.received = this.received.slice(end + 4 + length);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  private fail(error: Error): void {
    this.close();
    this.received = '';
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }
}
