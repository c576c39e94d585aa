import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of a request wherever its code runs. */
export interface RequestContext {
  /** Every log line of the request carries it. */
  readonly requestId: string;
  /** Of whoever asks; behind a proxy that we trust, as that one tells it. */
  readonly address?: string;
}

/** The request that the current code runs for; empty outside of one. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
