/** What tabs of one browser tell each other about the session they share. */
export type TabMessage =
  | { readonly kind: 'signed-in'; readonly accountId: string }
  | { readonly kind: 'refreshed'; readonly expiresAt: string }
  | { readonly kind: 'signed-out' };

const CHANNEL = 'naif.session';
const LOCK = 'naif.session-refresh';

/** Runs a task while no other tab of this browser runs one: refresh tokens may be used once only. */
export function exclusively<T>(task: () => Promise<T>): Promise<T> {
  // Absent on plain http (but loopback); the server then forgives two refreshes within 10 seconds.
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? task() : locks.request(LOCK, task);
}

/** The channel between tabs. Messages reach every tab but the sender's. */
export class Tabs {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);

  /** Calls back for each message of another tab. */
  listen(listener: (message: TabMessage) => void): void {
    this.channel?.addEventListener('message', (event: MessageEvent<TabMessage>) =>
      listener(event.data),
    );
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  close(): void {
    this.channel?.close();
  }
}
