import type { Site } from '@naif/wire';
import {
  initialSiteState,
  siteTransition,
  type SiteAction,
  type SiteOutcome,
  type SiteRules,
  type SiteState,
} from './site-machine.js';

const RULES: SiteRules = {
  firstHoldOffMs: 30_000,
  longestHoldOffMs: 300_000,
  steadyMs: 600_000,
  barredMs: 3_600_000,
};
const HOUR_MS = 3_600_000;

/** What an upload met: the sites in the order in which it was offered to them, and what was reported. */
interface Course {
  readonly state: SiteState;
  readonly tried: readonly Site[];
  readonly reports: readonly string[];
}

/** Takes one upload from the first site to the answer. */
function upload(state: SiteState, atMs: number, says: Readonly<Record<Site, SiteOutcome>>): Course {
  const tried: Site[] = [];
  const reports: string[] = [];
  const look = (actions: readonly SiteAction[]): Site | undefined => {
    let next: Site | undefined;
    for (const action of actions) {
      if (action.do === 'report') reports.push(action.event);
      if (action.do === 'try') next = action.site;
    }
    return next;
  };
  let step = siteTransition(state, { on: 'upload', atMs }, RULES);
  for (let site = look(step.actions); site !== undefined; site = look(step.actions)) {
    tried.push(site);
    const input = { on: 'outcome' as const, atMs, site, outcome: says[site], tried };
    step = siteTransition(step.state, input, RULES);
  }
  return { state: step.state, tried, reports };
}

const MAIN_UP = { main: 'answered', backup: 'answered' } as const;
const MAIN_DOWN = { main: 'down', backup: 'answered' } as const;
const MAIN_BARS = { main: 'barred', backup: 'answered' } as const;
const BOTH_DOWN = { main: 'down', backup: 'down' } as const;

/** One row of the table: where the vehicle is, what the sites say, and where that takes it. */
interface Case {
  readonly it: string;
  readonly from?: SiteState;
  readonly atMs?: number;
  readonly says: Readonly<Record<Site, SiteOutcome>>;
  readonly tried: readonly Site[];
  readonly ends: Site;
  readonly reports?: readonly string[];
}

const START = initialSiteState();
const ON_BACKUP = upload(START, 0, MAIN_DOWN).state;

describe('siteTransition', () => {
  it.each<Case>([
    { it: 'stays at main while it answers', says: MAIN_UP, tried: ['main'], ends: 'main' },
    {
      it: 'waits where it is told to',
      says: { ...MAIN_UP, main: 'not-now' },
      tried: ['main'],
      ends: 'main',
    },
    {
      it: 'fails over',
      says: MAIN_DOWN,
      tried: ['main', 'backup'],
      ends: 'backup',
      reports: ['failed-over'],
    },
    {
      it: 'stays when both are away',
      says: BOTH_DOWN,
      tried: ['main', 'backup'],
      ends: 'main',
    },
    {
      it: 'goes to the backup when main does not want it',
      says: MAIN_BARS,
      tried: ['main', 'backup'],
      ends: 'backup',
      reports: ['main-barred', 'failed-over'],
    },
    {
      it: 'stays when neither wants it',
      says: { main: 'barred', backup: 'barred' },
      tried: ['main', 'backup'],
      ends: 'main',
      reports: ['main-barred', 'backup-barred'],
    },
    {
      it: 'leaves main alone at first',
      from: ON_BACKUP,
      atMs: 29_999,
      says: MAIN_UP,
      tried: ['backup'],
      ends: 'backup',
    },
    {
      it: 'probes main and returns',
      from: ON_BACKUP,
      atMs: 30_000,
      says: MAIN_UP,
      tried: ['main'],
      ends: 'main',
      reports: ['returned'],
    },
    {
      it: 'takes a failed probe’s upload to the backup',
      from: ON_BACKUP,
      atMs: 30_000,
      says: MAIN_DOWN,
      tried: ['main', 'backup'],
      ends: 'backup',
      reports: ['main-still-away'],
    },
    {
      it: 'does not return to a main that asks to come later',
      from: ON_BACKUP,
      atMs: 30_000,
      says: { ...MAIN_UP, main: 'not-now' },
      tried: ['main', 'backup'],
      ends: 'backup',
      reports: ['main-still-away'],
    },
    {
      it: 'asks main early when the backup fails',
      from: ON_BACKUP,
      atMs: 1000,
      says: { main: 'answered', backup: 'down' },
      tried: ['backup', 'main'],
      ends: 'main',
      reports: ['returned'],
    },
    {
      it: 'stays on the backup when both are away',
      from: ON_BACKUP,
      atMs: 1000,
      says: BOTH_DOWN,
      tried: ['backup', 'main'],
      ends: 'backup',
      reports: ['main-still-away'],
    },
  ])('$it', ({ from = START, atMs = 0, says, tried, ends, reports = [] }) => {
    const course = upload(from, atMs, says);
    expect(course.tried).toEqual(tried);
    expect(course.state.current).toBe(ends);
    expect(course.reports).toEqual(reports);
  });

  it('probes at growing intervals, five minutes at most', () => {
    const probes: number[] = [];
    let state = ON_BACKUP;
    for (let atMs = 0; atMs < 2_000_000; atMs += 1000) {
      const course = upload(state, atMs, MAIN_DOWN);
      if (course.tried[0] === 'main') probes.push(atMs);
      state = course.state;
    }
    const gaps = probes.map((atMs, index) => atMs - (probes[index - 1] ?? 0));
    expect(gaps.slice(0, 6)).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('does not flap: a main that fails again soon is left alone for longer each time', () => {
    const changes: number[] = [];
    let state = START;
    // Main answers exactly one upload after each return, and no more.
    let mainIsUp = false;
    for (let atMs = 0; atMs < HOUR_MS; atMs += 5000) {
      const before = state.current;
      state = upload(state, atMs, mainIsUp ? MAIN_UP : MAIN_DOWN).state;
      if (before === 'main') mainIsUp = true;
      else if (state.current === 'main') mainIsUp = false;
      if (state.current !== before) changes.push(atMs);
    }
    // There and back: 30 s, 60, 120, 240, then every five minutes.
    expect(changes.length).toBeLessThan(2 * (4 + HOUR_MS / RULES.longestHoldOffMs));
  });

  it('forgets the hold-off when main has served for ten minutes', () => {
    const later = upload(ON_BACKUP, 30_000, MAIN_DOWN).state;
    const returned = upload(later, 90_000, MAIN_UP).state;
    const soon = upload(returned, 100_000, MAIN_DOWN).state;
    expect(soon.probeAtMs - 100_000).toBe(120_000);
    const steady = upload(returned, 690_000, MAIN_DOWN).state;
    expect(steady.probeAtMs - 690_000).toBe(30_000);
  });

  it('asks a site that does not want this device at most hourly', () => {
    const asked: number[] = [];
    let state = START;
    for (let atMs = 0; atMs <= 3 * HOUR_MS; atMs += 5000) {
      const course = upload(state, atMs, MAIN_BARS);
      if (course.tried.includes('main')) asked.push(atMs);
      expect(course.tried).toContain('backup');
      state = course.state;
    }
    expect(asked).toEqual([0, HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS]);
  });

  it('goes on asking a backup that is away while main does not want this device', () => {
    let state = START;
    for (let atMs = 0; atMs < HOUR_MS; atMs += 60_000) {
      const course = upload(state, atMs, { main: 'barred', backup: 'down' });
      expect(course.tried).toEqual(atMs === 0 ? ['main', 'backup'] : ['backup']);
      state = course.state;
    }
  });

  it('offers an upload to each site at most once, whatever has happened', () => {
    const outcomes = ['answered', 'not-now', 'down', 'barred'] as const;
    let state = START;
    let atMs = 0;
    for (let turn = 0; turn < 5000; turn += 1) {
      // A fixed walk through all pairs at changing distances.
      const main = outcomes[turn % 4] ?? 'down';
      const backup = outcomes[(turn >> 2) % 4] ?? 'down';
      atMs += [500, 31_000, 5000, 400_000, 3_700_000][turn % 5] ?? 0;
      const course = upload(state, atMs, { main, backup });
      expect(course.tried.length).toBeGreaterThan(0);
      expect(new Set(course.tried).size).toBe(course.tried.length);
      if (main === 'answered' && backup === 'answered') expect(course.tried).toHaveLength(1);
      if (course.tried.length === 2 && main === 'answered')
        expect(course.state.current).toBe('main');
      state = course.state;
    }
  });
});
