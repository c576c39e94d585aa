import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';

/** Listens, and then never runs again: its backlog fills up, and the system answers no more connections. */
const LISTEN_AND_FALL_ASLEEP = `
  const server = require('node:net').createServer();
  server.listen(0, '127.0.0.1', 1, () => process.stdout.write(server.address().port + '\\n'));
`;
const MOST_IN_BACKLOG = 64;
/** A connection on loopback that takes longer is not answered, ms. */
const UNANSWERED_MS = 1000;

/** A port of 127.0.0.1 where a connection gets no answer at all, as from an address that leads nowhere. */
export async function deafListener(): Promise<{ port: number; close: () => void }> {
  const child = spawn(process.execPath, ['-e', LISTEN_AND_FALL_ASLEEP], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once('data', (line: Buffer) => {
      resolve(Number(line.toString()));
    });
  });
  child.kill('SIGSTOP');
  const fillers: Socket[] = [];
  const close = (): void => {
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
  };
  for (let answered = true; answered;) {
    if (fillers.length === MOST_IN_BACKLOG) throw new Error('The backlog has no end.');
    const filler = connect(port, '127.0.0.1');
    fillers.push(filler);
    answered = await isConnected(filler);
  }
  return { port, close };
}

function isConnected(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, UNANSWERED_MS);
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
