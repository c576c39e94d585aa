import type { Site } from '@naif/wire';

/** What is known about the two sites between two uploads. All times are monotonic ms. */
export interface SiteState {
  /** The site that uploads go to. */
  readonly current: Site;
  /** While on the backup: when the main site is next tried. */
  readonly probeAtMs: number;
  /** How long the main site was last left alone. */
  readonly holdOffMs: number;
  /** Since when the main site serves again; missing when it never failed. */
  readonly returnedAtMs?: number;
  /** Until when a site that does not want this device is left alone. */
  readonly barredUntilMs: Readonly<Record<Site, number>>;
}

/**
 * How a site took an upload. `answered`: it dealt with it. `not-now`: an answer, but not that of a site which could take
 * over: come later (429), with another token (401 that says so), or nothing that NAIF Control would say (a redirect,
 * 404). `down`: refused, silent, or 5xx. `barred`: it does not want this device (401, 403).
 */
export type SiteOutcome = 'answered' | 'not-now' | 'down' | 'barred';

export type SiteInput =
  | { readonly on: 'upload'; readonly atMs: number }
  | {
      readonly on: 'outcome';
      readonly atMs: number;
      readonly site: Site;
      readonly outcome: SiteOutcome;
      /** The sites that this upload has been offered to, this one included. */
      readonly tried: readonly Site[];
    };

/** What the driver does next, in this order. */
export type SiteAction =
  | { readonly do: 'report'; readonly event: SiteReport }
  | { readonly do: 'try'; readonly site: Site }
  /** No site is left for this upload: the best of the answers goes back. */
  | { readonly do: 'answer' };

export type SiteReport =
  'failed-over' | 'returned' | 'main-still-away' | 'main-barred' | 'backup-barred';

/** The numbers of the rules, ms. */
export interface SiteRules {
  /** The main site is left alone for so long after it has failed; doubled by every failure that follows. */
  readonly firstHoldOffMs: number;
  /** The longest that it is left alone: it is found again at the latest after this. */
  readonly longestHoldOffMs: number;
  /** A main site that served for so long after its return has earned a fresh start. */
  readonly steadyMs: number;
  /** Least time between two attempts at a site that does not want this device. */
  readonly barredMs: number;
}

/**
 * Half a minute is longer than a backend takes to be replaced (25 s measured by the reference); after five
 * minutes at the latest a vehicle is back where its data belongs. Hourly: the house's rule for 401 and 403.
 */
export const SITE_RULES: SiteRules = {
  firstHoldOffMs: 30_000,
  longestHoldOffMs: 300_000,
  steadyMs: 600_000,
  barredMs: 3_600_000,
};

export interface SiteTransition {
  readonly state: SiteState;
  readonly actions: readonly SiteAction[];
}

/** Where every run begins: at the main site. */
export function initialSiteState(): SiteState {
  return {
    current: 'main',
    probeAtMs: 0,
    holdOffMs: 0,
    barredUntilMs: { main: -Infinity, backup: -Infinity },
  };
}

/**
 * Decides which site an upload is offered to, one after the other, each at most once: the current one first; on
 * the backup, now and then, the main one first (the probe). Pure.
 */
export function siteTransition(
  state: SiteState,
  input: SiteInput,
  rules: SiteRules,
): SiteTransition {
  if (input.on === 'upload') {
    return { state, actions: [{ do: 'try', site: firstSite(state, input.atMs) }] };
  }
  const { site, outcome, atMs, tried } = input;
  switch (outcome) {
    case 'answered':
      return { state: settledAt(state, site, atMs, rules), actions: settledReport(state, site) };
    case 'not-now':
      // Where the vehicle is, that is an answer; a probe that meets it has not found a site that could take over.
      return site === state.current
        ? { state, actions: [{ do: 'answer' }] }
        : passOn(leftAlone(state, site, atMs, rules), site, tried, atMs);
    case 'down':
      return passOn(leftAlone(state, site, atMs, rules), site, tried, atMs);
    case 'barred':
      return passOn(barredFrom(state, site, atMs, rules), site, tried, atMs);
    default:
      return outcome satisfies never;
  }
}

function firstSite(state: SiteState, atMs: number): Site {
  const wanted = state.current === 'backup' && atMs >= state.probeAtMs ? 'main' : state.current;
  if (!isBarred(state, wanted, atMs)) return wanted;
  // Barred from both: whoever asks nevertheless has waited as long as he must.
  return isBarred(state, other(wanted), atMs) ? wanted : other(wanted);
}

/** The upload was answered at `site`: that is where the vehicle is now. */
function settledAt(state: SiteState, site: Site, atMs: number, rules: SiteRules): SiteState {
  if (site === state.current) return state;
  if (site === 'main') return { ...state, current: 'main', returnedAtMs: atMs };
  const steady = state.returnedAtMs === undefined || atMs - state.returnedAtMs >= rules.steadyMs;
  const holdOffMs = steady ? rules.firstHoldOffMs : longer(state.holdOffMs, rules);
  return { ...state, current: 'backup', holdOffMs, probeAtMs: atMs + holdOffMs };
}

function settledReport({ current }: SiteState, site: Site): readonly SiteAction[] {
  if (site === current) return [{ do: 'answer' }];
  const event = site === 'main' ? 'returned' : 'failed-over';
  return [{ do: 'report', event }, { do: 'answer' }];
}

/** A main site that failed while the vehicle is on the backup is left alone for longer than last time. */
function leftAlone(state: SiteState, site: Site, atMs: number, rules: SiteRules): ReportedState {
  if (site === 'backup' || state.current === 'main') return { state };
  const holdOffMs = longer(state.holdOffMs, rules);
  return { state: { ...state, holdOffMs, probeAtMs: atMs + holdOffMs }, event: 'main-still-away' };
}

function barredFrom(state: SiteState, site: Site, atMs: number, rules: SiteRules): ReportedState {
  const barredUntilMs = { ...state.barredUntilMs, [site]: atMs + rules.barredMs };
  return {
    state: { ...state, barredUntilMs },
    event: site === 'main' ? 'main-barred' : 'backup-barred',
  };
}

interface ReportedState {
  readonly state: SiteState;
  readonly event?: SiteReport;
}

/** To the other site, unless it has had its chance or does not want this device. */
function passOn(
  { state, event }: ReportedState,
  site: Site,
  tried: readonly Site[],
  atMs: number,
): SiteTransition {
  const next = other(site);
  const isLeft = !tried.includes(next) && !isBarred(state, next, atMs);
  return {
    state,
    actions: [
      ...(event === undefined ? [] : [{ do: 'report' as const, event }]),
      isLeft ? { do: 'try', site: next } : { do: 'answer' },
    ],
  };
}

function isBarred({ barredUntilMs }: SiteState, site: Site, atMs: number): boolean {
  return atMs < barredUntilMs[site];
}

function longer(holdOffMs: number, rules: SiteRules): number {
  return Math.min(rules.longestHoldOffMs, Math.max(rules.firstHoldOffMs, holdOffMs * 2));
}

function other(site: Site): Site {
  return site === 'main' ? 'backup' : 'main';
}
