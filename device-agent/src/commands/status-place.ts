import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { askStatus } from '../adapters/status-socket.js';

const SOCKET_FILE = 'agent.sock';

/** Folders in which the socket may be. */
export interface StatusPlace {
  readonly runtime: string;
  readonly state: string;
}

/** Where an agent offers its status: in the runtime folder when it may write there, else beside its state. */
export function socketPath({ runtime, state }: StatusPlace): string {
  try {
    accessSync(runtime, constants.W_OK);
    return join(runtime, SOCKET_FILE);
  } catch {
    return join(state, SOCKET_FILE);
  }
}

/** The text that a running agent answers with; undefined when none runs. Rejects when it may not be asked. */
export async function findStatus({ runtime, state }: StatusPlace): Promise<string | undefined> {
  return (await askStatus(join(runtime, SOCKET_FILE))) ?? askStatus(join(state, SOCKET_FILE));
}
