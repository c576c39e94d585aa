import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Server } from 'node:https';
import type { EventLog } from '../observability/event-log.js';

/** How often the files are looked at, ms: certificates live for weeks. */
const LOOK_EVERY_MS = 10_000;

/** A certificate chain and its key, PEM. */
export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Certificate and key of the server, read again when the files change. */
export class TlsFiles {
  private seen: string;

  /** @throws Error with a sentence for the operator when the pair cannot be read or does not fit */
  constructor(
    private readonly certFile: string,
    private readonly keyFile: string,
    private readonly log: EventLog,
  ) {
    this.seen = this.stamp();
  }

  /** Reads the pair. @throws Error with a sentence for the operator */
  read(): TlsPair {
    try {
      const pair = { cert: readFileSync(this.certFile), key: readFileSync(this.keyFile) };
      createSecureContext(pair); // Refuses a key of another certificate.
      return pair;
    } catch (error) {
      throw new Error(
        `The certificate ${this.certFile} and its key ${this.keyFile} cannot be used: ${(error as Error).message}.`,
        { cause: error },
      );
    }
  }

  /**
   * Looks at the files from time to time and gives the server the new pair; open connections keep theirs.
   * Polling rather than watching: renewal tools swap symbolic links, which watchers miss.
   * @returns the function that ends the watch
   */
  follow(server: Server, everyMs = LOOK_EVERY_MS): () => void {
    const timer = setInterval(() => this.look(server), everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  private look(server: Server): void {
    try {
      const stamp = this.stamp();
      if (stamp === this.seen) return;
      server.setSecureContext(this.read());
      this.seen = stamp;
      this.log.info('tls.reloaded', { certFile: this.certFile });
    } catch (error) {
      // Half-written or missing for a moment: the old pair goes on, the next look tries again.
      this.log.warn('tls.not-reloaded', { detail: (error as Error).message });
    }
  }

  private stamp(): string {
    return [this.certFile, this.keyFile]
      .map((file) => {
        const { mtimeMs, ino, size } = statSync(file);
        return `${mtimeMs}:${ino}:${size}`;
      })
      .join(' ');
  }
}
