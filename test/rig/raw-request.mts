import { connect } from 'node:net';

/** What came back on a socket. */
export interface RawAnswer {
  /** Status of the first answer; 0 when the connection ended without one. */
  readonly status: number;
  /** Status of each answer on the connection. */
  readonly statuses: readonly number[];
  /** The first answer's body. */
  readonly body: string;
}

/** How a connection is used. */
export interface RawOptions {
  /** After the last byte: wait for the answer, say that no more comes, or tear the connection down. */
  readonly then: 'wait' | 'end' | 'destroy';
  /** Most ms to wait for an answer. */
  readonly patienceMs?: number;
}

/** Writes bytes to a server as they are, right or wrong, and tells what it answered. Never rejects. */
export function rawRequest(
  port: number,
  parts: readonly (string | Buffer)[],
  { then, patienceMs = 10_000 }: RawOptions,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    const finish = (): void => {
      clearTimeout(patience);
      socket.destroy();
      const statuses = [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) =>
        Number(status),
      );
      const body = received.split('\r\n\r\n')[1]?.split('HTTP/1.1')[0] ?? '';
      resolve({ status: statuses[0] ?? 0, statuses, body });
    };
    const patience = setTimeout(finish, patienceMs);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1]);
      if (then === 'wait' && body !== undefined && Buffer.byteLength(body) >= length) finish();
    });
    socket.on('error', () => undefined);
    socket.on('close', finish);
    socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))), () => {
      if (then === 'end') socket.end();
      // Let the bytes arrive before the end does.
      if (then === 'destroy') setTimeout(finish, 50);
    });
  });
}
