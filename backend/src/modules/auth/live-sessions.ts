import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Sessions, type SessionStanding } from './sessions.js';

/** For so long an answer about a session is believed without asking again, ms: bounds what a lost event can cost. */
const BELIEVED_MS = 30_000;
/** Most sessions remembered: about 200 bytes each. */
const MOST = 10_000;

interface Answer {
  readonly standing: Promise<SessionStanding | undefined>;
  readonly atMs: number;
}

/**
 * Says whether sessions are live and what they let their holders see, mostly from memory; forgets one as soon as the bus
 * tells its end, and all when portfolios change.
 */
@Injectable()
export class LiveSessions implements OnModuleDestroy {
  private readonly answers = new Map<string, Answer>();
  private readonly subscriptions: readonly (() => void)[];

  constructor(
    private readonly sessions: Sessions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LIVE_BUS) bus: LiveBus,
  ) {
    this.subscriptions = [
      // An answer that is still on its way goes too: it may have been read before.
      bus.subscribe('session-ended', ({ sessionId }) => void this.answers.delete(sessionId)),
      bus.subscribe('portfolios-changed', () => this.answers.clear()),
    ];
  }

  onModuleDestroy(): void {
    for (const unsubscribe of this.subscriptions) unsubscribe();
  }

  /**
   * What the session lets its holder see; `undefined`: it has ended or expired. Rejects when the database does not
   * answer.
   */
  standing(sessionId: string): Promise<SessionStanding | undefined> {
    const now = this.clock.now();
    const known = this.answers.get(sessionId);
    if (known && Math.abs(now - known.atMs) < BELIEVED_MS) return known.standing;
    const answer = { standing: this.sessions.standing(sessionId), atMs: now };
    this.answers.delete(sessionId);
    this.answers.set(sessionId, answer);
    this.forgetOldest();
    answer.standing.catch(() => {
      if (this.answers.get(sessionId) === answer) this.answers.delete(sessionId);
    });
    return answer.standing;
  }

  private forgetOldest(): void {
    if (this.answers.size <= MOST) return;
    const [oldest] = this.answers.keys();
    if (oldest !== undefined) this.answers.delete(oldest);
  }
}
