import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Sessions } from './sessions.js';

/** For so long an answer about a session is believed without asking again, ms: bounds what a lost event can cost. */
const BELIEVED_MS = 30_000;
/** Most sessions remembered: about 200 bytes each. */
const MOST = 10_000;

interface Answer {
  readonly live: Promise<boolean>;
  readonly atMs: number;
}

/** Says whether sessions are live, mostly from memory; forgets one as soon as the bus tells its end. */
@Injectable()
export class LiveSessions implements OnModuleDestroy {
  private readonly answers = new Map<string, Answer>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly sessions: Sessions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) bus: LiveBus,
  ) {
    this.unsubscribe = bus.subscribe('session-ended', ({ sessionId }) => {
      // An answer that is still on its way goes too: it may have been read before the end.
      this.answers.delete(sessionId);
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** Whether the session is neither ended nor expired. Rejects when the database does not answer. */
  isLive(sessionId: string): Promise<boolean> {
    const now = this.clock.now();
    const known = this.answers.get(sessionId);
    if (known && Math.abs(now - known.atMs) < BELIEVED_MS) return known.live;
    const live = this.sessions.isLive(sessionId);
    this.answers.delete(sessionId);
    this.answers.set(sessionId, { live, atMs: now });
    this.forgetOldest();
    live.catch(() => this.answers.delete(sessionId));
    return live;
  }

  private forgetOldest(): void {
    if (this.answers.size <= MOST) return;
    const [oldest] = this.answers.keys();
    if (oldest !== undefined) this.answers.delete(oldest);
  }
}
