import {
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  Service,
  signal,
  untracked,
} from '@angular/core';
import { SessionStore } from '../session/session-store';
import { connectionState, retryDelayMs } from './connection-state';
import type { Ack } from './frames';
import { LIVE_SOCKET, type LiveSocket } from './live-socket';

/** Connected for so long, the connection counts as good: the next refusal is mended at once again. */
const SETTLED_AFTER_MS = 10_000;

/** Refusals that pass: asked again after a while. */
const TRANSIENT = new Set(['LIVE.TOO_MANY_REQUESTS', 'SERVICE.UNAVAILABLE']);
const ASK_AGAIN_MS = 2000;

/** What `connect_error` carries when the server refused, as against not having been reached. */
interface LiveRefusal {
  readonly data?: { readonly code?: string };
}

/** Something that the server shall keep sending. */
export interface LiveRequest {
  readonly event: string;
  readonly payload: unknown;
  readonly onAck?: (answer: Ack) => void;
}

/**
 * The one socket to `/api/live`, open while somebody is signed in. What is being kept is asked for
 * again whenever the connection comes back, so that its users need not know that it was gone. When
 * the server does not let us in (session ended, token expired), the session is renewed first.
 */
@Service()
export class LiveConnection {
  private readonly session = inject(SessionStore);
  private readonly makeSocket = inject(LIVE_SOCKET);
  private readonly window = inject(DOCUMENT).defaultView;

  private readonly connected = signal(false);
  private readonly everConnected = signal(false);
  private readonly failedAttempts = signal(0);
  private readonly online = signal(true);
  private readonly kept = new Set<LiveRequest>();
  private readonly listeners: [event: string, listener: (payload: never) => void][] = [];
  private socket: LiveSocket | undefined;
  /** Raised by each opening and closing: what was under way for an earlier one is dropped. */
  private generation = 0;
  private refusals = 0;
  private connectedAtMs = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  /** What people are told about the connection. */
  readonly state = computed(() =>
    connectionState({
      connected: this.connected(),
      everConnected: this.everConnected(),
      online: this.online(),
      failedAttempts: this.failedAttempts(),
    }),
  );

  constructor() {
    const accountId = computed(() => this.session.account()?.id);
    effect(() => {
      const id = accountId();
      untracked(() => {
        this.close();
        if (id !== undefined) void this.open();
      });
    });
    this.on('session:ended', () => void this.session.endedElsewhere());
    const follow = (): void => this.online.set(this.window?.navigator.onLine ?? true);
    follow();
    this.window?.addEventListener('online', follow);
    this.window?.addEventListener('offline', follow);
    inject(DestroyRef).onDestroy(() => {
      this.window?.removeEventListener('online', follow);
      this.window?.removeEventListener('offline', follow);
      this.close();
    });
  }

  /** Calls back for each frame of that name, for as long as the application runs. */
  on(event: string, listener: (payload: never) => void): void {
    this.listeners.push([event, listener]);
    this.socket?.on(event, listener);
  }

  /** Asks now (when connected) and after each reconnect, until the returned function is called. */
  keep(request: LiveRequest): () => void {
    this.kept.add(request);
    if (this.connected()) this.ask(request);
    return () => this.kept.delete(request);
  }

  /** Says something once; when the connection is down there is nothing to say it to. */
  tell(event: string, payload: unknown): void {
    if (this.connected()) this.socket?.emit(event, payload, () => undefined);
  }

  private async open(): Promise<void> {
    const generation = this.generation;
    let socket: LiveSocket;
    try {
      socket = await this.makeSocket();
    } catch {
      // The chunk could not be downloaded: as good as no connection, and tried again like one.
      if (generation !== this.generation) return;
      this.failedAttempts.update((failed) => failed + 1);
      this.later(() => void this.open());
      return;
    }
    if (generation !== this.generation) return;
    this.socket = socket;
    socket.on('connect', () => this.onConnect());
    socket.on('disconnect', () => this.onLost());
    socket.on('connect_error', (error: LiveRefusal) => this.onLost(error.data?.code));
    for (const [event, listener] of this.listeners) socket.on(event, listener);
    socket.connect();
  }

  private close(): void {
    this.generation++;
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = undefined;
    socket?.disconnect();
    this.connected.set(false);
    this.everConnected.set(false);
    this.failedAttempts.set(0);
    this.refusals = 0;
  }

  private onConnect(): void {
    this.connectedAtMs = Date.now();
    this.connected.set(true);
    this.everConnected.set(true);
    this.failedAttempts.set(0);
    for (const request of this.kept) this.ask(request);
  }

  private onLost(refusal?: string): void {
    const socket = this.socket;
    if (socket === undefined) return;
    if (this.connected()) {
      this.connected.set(false);
      if (Date.now() - this.connectedAtMs > SETTLED_AFTER_MS) this.refusals = 0;
    } else {
      this.failedAttempts.update((failed) => failed + 1);
    }
    // While active, socket.io tries again by itself. Otherwise the server closed the door: mostly because
    // a token ran out that was renewed long ago, so the first thing to try is to come back.
    if (socket.active) return;
    const renew = refusal?.startsWith('AUTH.') === true;
    this.later(() => (renew ? void this.renew(socket) : socket.connect()));
  }

  private async renew(socket: LiveSocket): Promise<void> {
    const generation = this.generation;
    const outcome = await this.session.refresh();
    if (generation !== this.generation) return;
    switch (outcome) {
      case 'refreshed':
        socket.connect();
        return;
      case 'unreachable':
        this.failedAttempts.update((failed) => failed + 1);
        this.later(() => void this.renew(socket));
        return;
      case 'ended':
        // The session store leads to the login page, and the account's end closes this connection.
        return;
      default:
        outcome satisfies never;
    }
  }

  private later(task: () => void): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(task, retryDelayMs(this.refusals++));
  }

  private ask(request: LiveRequest): void {
    const { generation } = this;
    this.socket?.emit(request.event, request.payload, (answer: Ack) => {
      if (!answer.ok && TRANSIENT.has(answer.code)) {
        setTimeout(() => {
          const stillWanted = this.kept.has(request) && this.connected();
          if (stillWanted && generation === this.generation) this.ask(request);
        }, ASK_AGAIN_MS);
      }
      request.onAck?.(answer);
    });
  }
}
