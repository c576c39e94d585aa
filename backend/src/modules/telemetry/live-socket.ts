import type { Server, Socket } from 'socket.io';
import type { Access } from '../auth/auth.public.js';
import type { ReadingDto } from './reading.dto.js';

/** How a request on the socket is answered. */
export type Ack =
  | { readonly ok: true; readonly latest?: ReadingDto | null }
  | { readonly ok: false; readonly code: string };

/** What is kept of a socket: who opened it. */
export interface SocketData {
  access: Access;
  /** From where. */
  address: string;
}

type Incoming = Record<string, never>;
type Outgoing = Record<string, (payload: unknown) => void>;

/** A socket of somebody who was let in. */
export type LiveSocket = Socket<Incoming, Outgoing, object, SocketData>;

/** All sockets of this instance. */
export type LiveServer = Server<Incoming, Outgoing, object, SocketData>;
