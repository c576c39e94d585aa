import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Who asks gets an answer within this, ms, or is cut off. */
const ANSWER_WITHIN_MS = 2000;
/** Askers at the same time; more are turned away. */
const MOST_ASKERS = 8;
/** An answer is a few kilobytes. */
const LONGEST_ANSWER_BYTES = 262_144;
/** A path of a unix domain socket has 108 bytes with its closing zero (unix(7)); longer ones would be cut silently. */
const LONGEST_PATH_BYTES = 107;

/** Where the running agent tells its status. */
export interface StatusSocket {
  /** Ends it and removes the file. */
  close(): void;
}

/**
 * Listens on a unix domain socket (mode 0600) and tells each caller the same thing: `answer()`, one JSON
 * document, then the end. What callers send is thrown away. Rejects when the path is too long, is another
 * running agent's, or is refused.
 */
export async function offerStatus(path: string, answer: () => string): Promise<StatusSocket> {
  checkLength(path);
  if ((await askStatus(path)) !== undefined) {
    throw new Error(`another agent already tells its status at ${path}`);
  }
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.resume();
    socket.end(answer());
  });
  server.maxConnections = MOST_ASKERS;
  await listen(server, path);
  return {
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
      rmSync(path, { force: true });
    },
  };
}

/** Asks a running agent. Undefined when none listens there; rejects when it may not be asked or does not answer. */
export function askStatus(path: string): Promise<string | undefined> {
  checkLength(path);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const socket = connect(path);
    socket.setTimeout(ANSWER_WITHIN_MS, () => {
      socket.destroy(new Error('the agent does not answer'));
    });
    socket.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LONGEST_ANSWER_BYTES) socket.destroy(new Error('the answer is too long'));
      else chunks.push(chunk);
    });
    socket.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
  });
}

/** Between binding and the change of its mode nobody else may connect either: hence the mask. */
async function listen(server: Server, path: string): Promise<void> {
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      // A unix domain socket is bound before this call returns.
      server.listen(path, resolve);
      process.umask(mask);
    });
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
}

function checkLength(path: string): void {
  if (Buffer.byteLength(path) > LONGEST_PATH_BYTES) {
    throw new Error(`${path} is too long for a socket: at most ${LONGEST_PATH_BYTES} bytes`);
  }
}
