import {
  CONTRACT_STATUSES,
  CONTRACT_TRANSITIONS,
  endorsementRefusal,
  transition,
  transitionsFrom,
  type ContractStanding,
  type ContractStatus,
  type ContractTransition,
} from './contract-lifecycle.js';

const standing = (
  status: ContractStatus,
  changes: Partial<ContractStanding> = {},
): ContractStanding => ({
  status,
  startsOn: '2026-01-01',
  endsOn: '2027-01-01',
  changedOn: '2026-03-01',
  ...changes,
});

/** Where each transition leads from each state on a day that suits it; `-`: nowhere. */
const TABLE: Readonly<
  Record<ContractStatus, Readonly<Record<ContractTransition, ContractStatus | '-'>>>
> = {
  quote: {
    activate: 'active',
    suspend: '-',
    resume: '-',
    terminate: '-',
    expire: '-',
    renew: '-',
  },
  active: {
    activate: '-',
    suspend: 'suspended',
    resume: '-',
    terminate: 'terminated',
    expire: 'expired',
    renew: 'renewed',
  },
  suspended: {
    activate: '-',
    suspend: '-',
    resume: 'active',
    terminate: 'terminated',
    expire: 'expired',
    renew: '-',
  },
  terminated: {
    activate: '-',
    suspend: '-',
    resume: '-',
    terminate: '-',
    expire: '-',
    renew: '-',
  },
  expired: {
    activate: '-',
    suspend: '-',
    resume: '-',
    terminate: '-',
    expire: '-',
    renew: '-',
  },
  renewed: {
    activate: '-',
    suspend: '-',
    resume: '-',
    terminate: '-',
    expire: '-',
    renew: '-',
  },
};

/** A day that suits the transition. */
const GOOD_DAY: Readonly<Record<ContractTransition, string>> = {
  activate: '2026-06-01',
  suspend: '2026-06-01',
  resume: '2026-06-01',
  terminate: '2026-06-01',
  expire: '2027-01-01',
  renew: '2027-01-01',
};

describe('a contract', () => {
  const cells = CONTRACT_STATUSES.flatMap((from) =>
    CONTRACT_TRANSITIONS.map((kind) => ({ from, kind, to: TABLE[from][kind] })),
  );

  it.each(cells)('$from, $kind → $to', ({ from, kind, to }) => {
    const outcome = transition(standing(from), kind, GOOD_DAY[kind]);
    expect('standing' in outcome ? outcome.standing.status : '-').toBe(to);
    if ('refusal' in outcome) expect(outcome.refusal).toBe('TRANSITION_NOT_ALLOWED');
    expect(transitionsFrom(from).includes(kind)).toBe(to !== '-');
  });

  it.each([
    ['activate', 'quote', '2026-12-31', undefined],
    ['activate', 'quote', '2027-01-01', 'OUTSIDE_TERM'],
    ['suspend', 'active', '2026-03-01', undefined],
    ['suspend', 'active', '2026-02-28', 'BEFORE_LAST_CHANGE'],
    ['suspend', 'active', '2025-12-31', 'OUTSIDE_TERM'],
    ['suspend', 'active', '2026-12-31', undefined],
    ['suspend', 'active', '2027-01-01', 'OUTSIDE_TERM'],
    ['resume', 'suspended', '2026-03-01', undefined],
    ['resume', 'suspended', '2026-02-28', 'BEFORE_LAST_CHANGE'],
    ['resume', 'suspended', '2027-01-01', 'OUTSIDE_TERM'],
    ['terminate', 'active', '2026-01-01', 'OUTSIDE_TERM'],
    ['terminate', 'active', '2026-01-02', undefined],
    ['terminate', 'active', '2027-01-01', undefined],
    ['terminate', 'active', '2027-01-02', 'OUTSIDE_TERM'],
    ['expire', 'active', '2026-12-31', 'OUTSIDE_TERM'],
    ['expire', 'suspended', '2027-01-01', undefined],
    ['expire', 'active', '2028-01-01', undefined],
    ['renew', 'active', '2026-12-31', 'NOT_AT_END'],
    ['renew', 'active', '2027-01-02', 'NOT_AT_END'],
  ] as const)('%s of one that is %s on %s: %s', (kind, from, on, refusal) => {
    const outcome = transition(standing(from), kind, on);
    expect('refusal' in outcome ? outcome.refusal : undefined).toBe(refusal);
  });

  it.each([
    ['2026-01-01', 'OUTSIDE_TERM'],
    ['2026-03-01', 'BEFORE_LAST_CHANGE'],
    ['2026-03-02', undefined],
  ])('without a last day is renewed on %s: %s', (on, refusal) => {
    const { endsOn: _, ...open } = standing('active');
    const outcome = transition(open, 'renew', on);
    expect('refusal' in outcome ? outcome.refusal : undefined).toBe(refusal);
  });

  it('without a last day never expires', () => {
    const { endsOn: _, ...open } = standing('active');
    expect(transition(open, 'expire', '2999-01-01')).toEqual({ refusal: 'OUTSIDE_TERM' });
  });

  it('remembers from when its newest terms count', () => {
    expect(transition(standing('quote'), 'activate', '2026-05-01')).toEqual({
      standing: standing('active', { startsOn: '2026-05-01', changedOn: '2026-05-01' }),
    });
    expect(transition(standing('active'), 'suspend', '2026-05-01')).toEqual({
      standing: standing('suspended', { changedOn: '2026-05-01' }),
    });
    expect(transition(standing('active'), 'terminate', '2026-05-01')).toEqual({
      standing: standing('terminated', { endsOn: '2026-05-01' }),
    });
  });

  it.each([
    ['active', '2026-03-01', undefined],
    ['suspended', '2026-06-01', undefined],
    ['active', '2026-02-28', 'BEFORE_LAST_CHANGE'],
    ['active', '2027-01-01', 'OUTSIDE_TERM'],
    ['quote', '2026-06-01', 'TRANSITION_NOT_ALLOWED'],
    ['renewed', '2026-06-01', 'TRANSITION_NOT_ALLOWED'],
  ] as const)('that is %s is endorsed on %s: %s', (status, on, refusal) => {
    expect(endorsementRefusal(standing(status), on)).toBe(refusal);
  });
});
