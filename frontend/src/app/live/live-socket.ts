import { InjectionToken } from '@angular/core';

/** The part of socket.io's client that `LiveConnection` needs. */
export interface LiveSocket {
  /** False once the server closed the connection on purpose: it then wants a new session first. */
  readonly active: boolean;
  connect(): void;
  disconnect(): void;
  on(event: string, listener: (payload: never) => void): void;
  emit(event: string, payload: unknown, acknowledge: (answer: never) => void): void;
}

/** Makes the socket, not yet connected. */
export type LiveSocketFactory = () => Promise<LiveSocket>;

/** How the socket is made; socket.io is downloaded only when the first page wants live data. */
export const LIVE_SOCKET = new InjectionToken<LiveSocketFactory>('LIVE_SOCKET', {
  factory: () => async () => {
    const { io } = await import('socket.io-client');
    return io({
      path: '/api/live',
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
    });
  },
});
