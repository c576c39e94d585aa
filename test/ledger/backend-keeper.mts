import { setTimeout as sleep } from 'node:timers/promises';
import { BackendProcess, databasePid, type BackendOptions } from '../rig/backend-process.mts';
import { memoryMib, processTree } from '../rig/process-usage.mts';

/** A backend that ended by itself is started again after this, ms, as a service manager does. */
const AGAIN_MS = 200;
const WATCH_MS = 100;

/** Keeps a backend running, kills it or its database on demand, and notices when it ends by itself. */
export class BackendKeeper {
  /** Highest memory of any of the processes, MiB. */
  peakMib = 0;
  /** Times that it ended by itself although it had been ready: always a fault. */
  readonly collapses: string[] = [];
  /** Times that it ended by itself before it was ready: its database died under its start. */
  failedStarts = 0;
  readonly backend: BackendProcess;
  private readonly dataDir: string;
  /** Whether nobody means it to be down just now. */
  private wanted = true;
  private stopped = false;
  private wasReady = false;
  private watching: Promise<void> = Promise.resolve();

  constructor(options: BackendOptions) {
    this.backend = new BackendProcess(options);
    this.dataDir = options.dataDir;
  }

  /** Starts it and keeps it running from now on. */
  async start(): Promise<void> {
    await this.backend.start();
    this.wasReady = true;
    this.watching = this.watch();
  }

  /** Resolves when it answers that it is ready. @throws Error when it does not within a minute */
  async ready(): Promise<void> {
    const until = Date.now() + 60_000;
    for (;;) {
      try {
        await this.backend.ready();
        this.wasReady = true;
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
        await sleep(WATCH_MS);
      }
    }
  }

  /** kill -9, and a new start after a while. */
  async kill(restMs: number): Promise<void> {
    this.wanted = false;
    this.wasReady = false;
    await this.backend.kill();
    await sleep(restMs);
    this.backend.launch();
    this.wanted = true;
  }

  /** kill -9 of the database: of its first process alone, whose children then notice, or of all at once. */
  killDatabase(which: 'first' | 'all'): boolean {
    const pid = databasePid(this.dataDir);
    if (pid === undefined) return false;
    for (const member of which === 'first' ? [pid] : processTree(pid)) {
      try {
        process.kill(member, 'SIGKILL');
      } catch {
        // It was faster.
      }
    }
    return true;
  }

  /** An orderly end. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.watching;
    await this.backend.stop();
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      await sleep(WATCH_MS);
      this.peakMib = Math.max(this.peakMib, memoryMib(this.backend.pid).highest);
      if (this.wanted && !this.backend.isRunning) await this.startAgain();
    }
  }

  /** It ended by itself. */
  private async startAgain(): Promise<void> {
    if (this.wasReady) this.collapses.push(this.backend.lastWords().slice(-600));
    else this.failedStarts += 1;
    this.wasReady = false;
    await sleep(AGAIN_MS);
    if (!this.stopped) this.backend.launch();
  }
}
