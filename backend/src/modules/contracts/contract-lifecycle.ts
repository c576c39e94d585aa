import type { Day } from '../../calendar/paris-day.js';

/** Where an insurance policy stands. From the first day on that is known, it binds its vehicle while it is active or suspended. */
export const CONTRACT_STATUSES = [
  'quote',
  'active',
  'suspended',
  'terminated',
  'expired',
  'renewed',
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** What can be done to a contract so that it stands elsewhere. */
export const CONTRACT_TRANSITIONS = [
  'activate',
  'suspend',
  'resume',
  'terminate',
  'expire',
  'renew',
] as const;
export type ContractTransition = (typeof CONTRACT_TRANSITIONS)[number];

/** What was last decided on a contract. */
export interface ContractStanding {
  /** As decided last: a contract that ends in a month by a termination is `terminated` here. */
  readonly status: ContractStatus;
  readonly startsOn: Day;
  /** First day without the contract; missing: until it is ended. */
  readonly endsOn?: Day;
  /** First day of its newest terms: nothing that is decided now can begin before. */
  readonly changedOn: Day;
}

/** Why a contract cannot go where it was asked to. */
export type LifecycleRefusal =
  /** From where it stands nothing leads there. */
  | 'TRANSITION_NOT_ALLOWED'
  /** The day lies outside the contract's own period. */
  | 'OUTSIDE_TERM'
  /** The day lies before terms that were agreed later. */
  | 'BEFORE_LAST_CHANGE'
  /** A contract with a last day is renewed on that day. */
  | 'NOT_AT_END';

/** Where the contract stands afterwards, or why it stays. */
export type LifecycleOutcome =
  { readonly standing: ContractStanding } | { readonly refusal: LifecycleRefusal };

interface Rule {
  readonly from: readonly ContractStatus[];
  /** Whether the day will do; `undefined`: it does. */
  readonly guard: (standing: ContractStanding, on: Day) => LifecycleRefusal | undefined;
  readonly reach: (standing: ContractStanding, on: Day) => ContractStanding;
}

const RULES: Readonly<Record<ContractTransition, Rule>> = {
  activate: {
    from: ['quote'],
    guard: ({ endsOn }, on) => (isBeyond(on, endsOn) ? 'OUTSIDE_TERM' : undefined),
    reach: (standing, on) => ({ ...standing, status: 'active', startsOn: on, changedOn: on }),
  },
  suspend: {
    from: ['active'],
    guard: changeGuard,
    reach: (standing, on) => ({ ...standing, status: 'suspended', changedOn: on }),
  },
  resume: {
    from: ['suspended'],
    guard: changeGuard,
    reach: (standing, on) => ({ ...standing, status: 'active', changedOn: on }),
  },
  terminate: {
    from: ['active', 'suspended'],
    // Terms that would begin later never come into force: only the contract's own period bounds the day.
    guard: ({ startsOn, endsOn }, on) =>
      on <= startsOn || (endsOn !== undefined && on > endsOn) ? 'OUTSIDE_TERM' : undefined,
    reach: (standing, on) => ended(standing, 'terminated', on),
  },
  expire: {
    from: ['active', 'suspended'],
    guard: ({ endsOn }, on) => (isBeyond(on, endsOn) ? undefined : 'OUTSIDE_TERM'),
    reach: (standing) => ({ ...standing, status: 'expired' }),
  },
  renew: {
    from: ['active'],
    guard: ({ startsOn, endsOn, changedOn }, on) => {
      if (endsOn !== undefined) return on === endsOn ? undefined : 'NOT_AT_END';
      if (on <= startsOn) return 'OUTSIDE_TERM';
      return on <= changedOn ? 'BEFORE_LAST_CHANGE' : undefined;
    },
    reach: (standing, on) => ended(standing, 'renewed', on),
  },
};

/**
 * The contract's lifecycle as a pure machine: quote → active → suspended → active, → terminated, expired, renewed.
 *
 * @param on the day from which it counts, in France
 */
export function transition(
  standing: ContractStanding,
  kind: ContractTransition,
  on: Day,
): LifecycleOutcome {
  const { from, guard, reach } = RULES[kind];
  if (!from.includes(standing.status)) return { refusal: 'TRANSITION_NOT_ALLOWED' };
  const refusal = guard(standing, on);
  return refusal ? { refusal } : { standing: reach(standing, on) };
}

/** Whether other terms may begin on a day: an endorsement changes what is covered, not where the contract stands. */
export function endorsementRefusal(
  standing: ContractStanding,
  on: Day,
): LifecycleRefusal | undefined {
  if (standing.status !== 'active' && standing.status !== 'suspended') {
    return 'TRANSITION_NOT_ALLOWED';
  }
  return changeGuard(standing, on);
}

/** What can be done from where the contract stands, on one day or another. */
export function transitionsFrom(status: ContractStatus): ContractTransition[] {
  return CONTRACT_TRANSITIONS.filter((kind) => RULES[kind].from.includes(status));
}

function changeGuard(
  { startsOn, endsOn, changedOn }: ContractStanding,
  on: Day,
): LifecycleRefusal | undefined {
  if (on < startsOn || isBeyond(on, endsOn)) return 'OUTSIDE_TERM';
  return on < changedOn ? 'BEFORE_LAST_CHANGE' : undefined;
}

function isBeyond(on: Day, endsOn: Day | undefined): boolean {
  return endsOn !== undefined && on >= endsOn;
}

function ended(
  standing: ContractStanding,
  status: 'terminated' | 'renewed',
  on: Day,
): ContractStanding {
  const changedOn = standing.changedOn < on ? standing.changedOn : standing.startsOn;
  return { ...standing, status, endsOn: on, changedOn };
}
