import { createHash } from 'node:crypto';
import type { Outbox } from '../ports/outbox.js';
import type { StateStore } from '../ports/state-store.js';

const PLAN_FILE = 'replay.json';

/** What a replay has set out to do: kept until it is done, so that the same command goes on where it was interrupted. */
export interface ReplayPlan {
  /** Which recording, and what was asked of it. */
  readonly digest: string;
  /** Event time of the first point, ms since the epoch. */
  readonly startMs: number;
  /** The outbox's last row before it began. */
  readonly afterSeq: number;
}

/** What makes two replays the same: the recording and `--from`. */
export function replayDigest(recordingText: string, fromMs: number | undefined): string {
  return createHash('sha256')
    .update(`${fromMs ?? ''}\n${recordingText}`)
    .digest('hex');
}

/** The plan that an earlier run of the same replay did not finish, or a new one, stored before anything is played. */
export function takeUpPlan(
  state: StateStore,
  outbox: Outbox,
  digest: string,
  startMs: number,
): ReplayPlan {
  const stored = state.read(PLAN_FILE);
  if (stored !== undefined) {
    // Written below.
    const plan = JSON.parse(stored) as ReplayPlan;
    if (plan.digest === digest) return plan;
  }
  const plan = { digest, startMs, afterSeq: outbox.last()?.seq ?? 0 };
  state.write(PLAN_FILE, JSON.stringify(plan));
  return plan;
}

/** The last event time that the plan's earlier runs put into the outbox. */
export function playedUntil(plan: ReplayPlan, outbox: Outbox): number | undefined {
  const last = outbox.last();
  return last && last.seq > plan.afterSeq ? last.time : undefined;
}

/** The plan is done: the same command begins anew. */
export function finishPlan(state: StateStore): void {
  state.remove(PLAN_FILE);
}
