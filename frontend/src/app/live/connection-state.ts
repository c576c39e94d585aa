/** How the page stands to the live socket. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** What is known of the connection. */
export interface ConnectionFacts {
  readonly connected: boolean;
  /** It was connected at some time since the page was opened. */
  readonly everConnected: boolean;
  /** The browser believes that it has a network. */
  readonly online: boolean;
  /** Attempts that failed in a row. */
  readonly failedAttempts: number;
}

/** After so many failures in a row (about half a minute of trying) the page says "offline". */
export const OFFLINE_AFTER_ATTEMPTS = 6;

/** The one word for the facts. Attempts go on in every state; the word is what people are told. */
export function connectionState(facts: ConnectionFacts): ConnectionState {
  if (facts.connected) return 'live';
  if (!facts.online || facts.failedAttempts >= OFFLINE_AFTER_ATTEMPTS) return 'offline';
  return facts.everConnected ? 'reconnecting' : 'connecting';
}

/** Wait before the nth attempt (0 first) after the server itself closed the door, ms. */
export function retryDelayMs(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(30_000, 500 * 2 ** attempt);
}
