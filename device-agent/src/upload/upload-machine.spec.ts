import type { Answer } from './answer.js';
import {
  initialState,
  transition,
  type Transition,
  type UploadAction,
  type UploadRules,
  type UploadState,
} from './upload-machine.js';

const RULES: UploadRules = {
  mostRecords: 500,
  backOff: { baseMs: 1000, capMs: 300_000 },
  barredMs: 3_600_000,
};
const START = initialState(RULES);
const ROWS = [11, 12, 13, 14];

const accepted = (refused: { index: number; code: string; detail: string }[] = []): Answer => ({
  kind: 'accepted',
  stored: 0,
  duplicates: 0,
  refused,
  commands: [],
});
const malformed: Answer = { kind: 'malformed', code: 'REQUEST.INVALID' };
const tooLarge: Answer = { kind: 'too-large' };
const down: Answer = { kind: 'unavailable', timedOut: false, reason: 'connection refused' };
const revoked: Answer = { kind: 'barred', status: 401, code: 'DEVICE.REVOKED' };

function step(
  state: UploadState,
  seqs: readonly number[],
  answer: Answer,
  random = 0.5,
  codeIds: readonly number[] = [],
): Transition {
  return transition(state, { seqs, codeIds, answer, random }, RULES);
}

function settlement({
  actions,
}: Transition): Extract<UploadAction, { do: 'settle' }>['settlement'] | undefined {
  return actions.find((action) => action.do === 'settle')?.settlement;
}

function settledCodes({ actions }: Transition): readonly number[] {
  return actions.flatMap((action) => (action.do === 'settle-codes' ? action.ids : []));
}

function waits({ actions }: Transition): number {
  return actions.reduce((sum, action) => sum + (action.do === 'wait' ? action.ms : 0), 0);
}

describe('transition', () => {
  it('takes out what the receipt acknowledges and quarantines what it refuses', () => {
    const refused = [{ index: 2, code: 'RECORD.OUT_OF_RANGE', detail: 'rpm' }];
    const result = step({ ...START, failures: 3, renewals: 1, limit: 4 }, ROWS, accepted(refused));
    expect(settlement(result)).toEqual({
      acknowledged: [11, 12, 14],
      refused: [{ seq: 13, code: 'RECORD.OUT_OF_RANGE', detail: 'rpm' }],
    });
    expect(result.state).toEqual({ ...START, limit: 8 });
    expect(waits(result)).toBe(0);
  });

  it.each<[string, Answer]>([
    ['no network', down],
    ['a time-out', { ...down, timedOut: true }],
    ['429', { ...down, retryAfterMs: 2000 }],
    ['413', tooLarge],
    ['400', malformed],
    ['an expired token', { kind: 'token-expired' }],
    ['a wrong clock', { kind: 'clock-wrong', serverTime: 5 }],
    ['a revoked device', revoked],
  ])('keeps every row after %s', (_, answer) => {
    for (const seqs of [ROWS, [11], []]) {
      expect(settlement(step(START, seqs, answer))).toBeUndefined();
    }
  });

  it('backs off with full jitter, longer from failure to failure', () => {
    const first = step(START, ROWS, down);
    const second = step(first.state, ROWS, down);
    expect([waits(first), waits(second)]).toEqual([500, 1000]);
    expect(waits(step(START, ROWS, down, 0))).toBe(0);
    expect(waits(step({ ...START, failures: 40 }, ROWS, down, 0.999))).toBeLessThanOrEqual(300_000);
  });

  it('waits at least as long as Retry-After asks, a little apart from others', () => {
    expect(waits(step(START, ROWS, { ...down, retryAfterMs: 60_000 }, 0))).toBe(60_000);
    expect(waits(step(START, ROWS, { ...down, retryAfterMs: 60_000 }, 0.5))).toBe(60_500);
    expect(waits(step(START, ROWS, { ...down, retryAfterMs: 0 }, 0))).toBe(0);
  });

  it('halves an upload that was too large, and one that timed out', () => {
    expect(step(START, ROWS, tooLarge).state.limit).toBe(2);
    const many = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(step(START, many, { ...down, timedOut: true }).state.limit).toBe(50);
    expect(step(START, [1], { ...down, timedOut: true }).state.limit).toBe(5);
    expect(step({ ...START, limit: 2 }, [1, 2], { ...down, timedOut: true }).state.limit).toBe(2);
  });

  it('corrects the clock from the answer and comes back soon, but believes it twice at most', () => {
    const wrong: Answer = { kind: 'clock-wrong', serverTime: 1_767_600_000_000 };
    const first = step(START, ROWS, wrong);
    expect(first.actions).toContainEqual({ do: 'correct-clock', serverTime: 1_767_600_000_000 });
    expect(first.actions).toContainEqual({ do: 'renew-token' });
    expect(waits(first)).toBe(1000);
    const third = step(step(first.state, ROWS, wrong).state, ROWS, wrong);
    expect(waits(third)).toBeGreaterThanOrEqual(3_600_000);
    expect(third.state.renewals).toBe(0);
  });

  it('asks at most hourly when it cannot tell the right time', () => {
    expect(waits(step(START, ROWS, { kind: 'clock-wrong' }))).toBeGreaterThanOrEqual(3_600_000);
  });

  it('renews an expired token at once, twice at most', () => {
    const first = step(START, ROWS, { kind: 'token-expired' });
    expect(first.actions).toEqual([{ do: 'renew-token' }]);
    const third = step(step(first.state, ROWS, { kind: 'token-expired' }).state, ROWS, {
      kind: 'token-expired',
    });
    expect(waits(third)).toBeGreaterThanOrEqual(3_600_000);
  });

  it('asks at most hourly while it is barred', () => {
    for (const random of [0, 0.5, 0.999]) {
      const ms = waits(step(START, ROWS, revoked, random));
      expect(ms).toBeGreaterThanOrEqual(3_600_000);
      expect(ms).toBeLessThanOrEqual(4_200_000);
    }
  });

  describe('when an upload is malformed', () => {
    const bare = step(START, ROWS, malformed).state;

    it('first leaves the optional parts out', () => {
      expect(bare).toEqual({ ...START, bareUploads: 20 });
      expect(step(bare, ROWS, accepted()).state.bareUploads).toBe(19);
    });

    it('then halves, down to one row, and then looks past it', () => {
      const half = step(bare, ROWS, malformed).state;
      expect(half.limit).toBe(2);
      const one = step(half, [11, 12], malformed).state;
      expect(one.limit).toBe(1);
      const past = step(one, [11], malformed).state;
      expect(past).toMatchObject({ limit: 1, suspect: { seq: 11, code: 'REQUEST.INVALID' } });
    });

    it('quarantines the row that it looked past when the next one is taken', () => {
      const past = { ...bare, limit: 1, suspect: { seq: 11, code: 'REQUEST.INVALID' } };
      const result = step(past, [12], accepted());
      expect(settlement(result)).toMatchObject({
        acknowledged: [12],
        refused: [{ seq: 11, code: 'REQUEST.INVALID' }],
      });
      expect(result.state.suspect).toBeUndefined();
    });

    it('keeps both rows, for an hour, when the next one is not taken either', () => {
      const past = { ...bare, limit: 1, suspect: { seq: 11, code: 'REQUEST.INVALID' } };
      const result = step(past, [12], malformed);
      expect(settlement(result)).toBeUndefined();
      expect(waits(result)).toBeGreaterThanOrEqual(3_600_000);
      expect(result.state).toEqual({ ...START, failures: 1 });
    });

    it('keeps the row that it looked past while the server is away', () => {
      const past = { ...bare, limit: 1, suspect: { seq: 11, code: 'REQUEST.INVALID' } };
      expect(step(past, [12], down).state.suspect).toEqual(past.suspect);
    });
  });

  describe('when an upload with trouble codes is malformed', () => {
    const CODES = [1, 2, 3, 4];
    const doubted = step(START, ROWS, malformed, 0.5, CODES).state;

    it('first leaves out the codes alone', () => {
      expect(doubted).toEqual({ ...START, doubtedCodes: CODES });
    });

    it('tries them by halves when it was they, and takes out the rows at once', () => {
      const result = step(doubted, ROWS, accepted());
      expect(settlement(result)?.acknowledged).toEqual(ROWS);
      expect(settledCodes(result)).toEqual([]);
      expect(result.state).toEqual({ ...START, codesLimit: 2 });
    });

    it('gives up the one that no upload may hold', () => {
      const one = step({ ...START, codesLimit: 1 }, [], malformed, 0.5, [3]).state;
      const result = step(one, [], accepted());
      expect(settledCodes(result)).toEqual([3]);
      expect(result.actions).toContainEqual(expect.objectContaining({ event: 'malformed' }));
      expect(result.state.doubtedCodes).toBeUndefined();
    });

    it('goes bare, and keeps the codes, when it was not they', () => {
      const result = step(doubted, ROWS, malformed);
      expect(result.state).toEqual({ ...START, bareUploads: 20 });
      expect(settledCodes(result)).toEqual([]);
    });

    it('still doubts them when the server is away meanwhile', () => {
      expect(step(doubted, ROWS, down).state.doubtedCodes).toEqual(CODES);
    });
  });

  it('takes out trouble codes that an upload has delivered, and only then', () => {
    const small = { ...START, codesLimit: 2 };
    const result = step(small, ROWS, accepted(), 0.5, [1, 2]);
    expect(settledCodes(result)).toEqual([1, 2]);
    expect(result.state.codesLimit).toBe(4);
    for (const answer of [down, malformed, tooLarge, revoked]) {
      expect(settledCodes(step(START, ROWS, answer, 0.5, [1, 2]))).toEqual([]);
    }
  });

  it('never asks again at once for ever, whatever the server always says', () => {
    for (const answer of [malformed, tooLarge, revoked, { kind: 'token-expired' } as const]) {
      let state = START;
      let atOnce = 0;
      const rows = Array.from({ length: 500 }, (_, index) => index + 1);
      for (let attempts = 0; attempts < 40; attempts += 1) {
        const behind = rows.filter((seq) => seq > (state.suspect?.seq ?? 0));
        const result = step(state, behind.slice(0, state.limit), answer);
        state = result.state;
        atOnce = waits(result) > 0 ? 0 : atOnce + 1;
        expect(atOnce).toBeLessThan(12);
      }
    }
  });
});
