import type { Site } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Uplink, UplinkAnswer, UplinkFailure, UplinkRequest } from '../ports/uplink.js';
import { isAboutTime, parseObject, problemCode } from './answer.js';
import {
  initialSiteState,
  siteTransition,
  SITE_RULES,
  type SiteInput,
  type SiteOutcome,
  type SiteReport,
  type SiteRules,
  type SiteState,
} from './site-machine.js';

/** Malformed, too large, of the wrong type, not understood. */
const UNACCEPTABLE: readonly number[] = [400, 413, 415, 422];

type Reply = UplinkAnswer | UplinkFailure;

/** What one site said to one upload. */
interface Said {
  readonly site: Site;
  readonly outcome: SiteOutcome;
  readonly reply: Reply;
}

export interface TwoSitesParts {
  readonly sites: Readonly<Record<Site, Uplink>>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The main and the backup site as one uplink: the driver around `site-machine`. An upload that one site does not take
 * is offered to the other at once, which is safe: what both have stored is a duplicate and counted once.
 */
export class TwoSites implements Uplink {
  private state: SiteState = initialSiteState();

  constructor(
    private readonly parts: TwoSitesParts,
    private readonly rules: SiteRules = SITE_RULES,
  ) {}

  async post(request: UplinkRequest, signal?: AbortSignal): Promise<Reply> {
    const { clock } = this.parts;
    const begun = clock.monotonic();
    const said: Said[] = [];
    let site = this.step({ on: 'upload', atMs: begun });
    while (site !== undefined) {
      const left = timeLeft(request, clock.monotonic() - begun, said.length === 0);
      const reply = await this.parts.sites[site].post({ ...request, ...left }, signal);
      // Who was told to let go has learned nothing about the site.
      if (signal?.aborted && reply.kind === 'unreachable') return reply;
      const outcome = judge(reply);
      said.push({ site, outcome, reply });
      const tried = said.map((one) => one.site);
      const trouble = said.findLast((one) => one.outcome !== 'answered')?.reply;
      site = this.step({ on: 'outcome', atMs: clock.monotonic(), site, outcome, tried }, trouble);
    }
    return best(said);
  }

  close(): void {
    this.parts.sites.main.close();
    this.parts.sites.backup.close();
  }

  /** Lets the machine decide; gives the site to try next. */
  private step(input: SiteInput, trouble?: Reply): Site | undefined {
    const { state, actions } = siteTransition(this.state, input, this.rules);
    this.state = state;
    let next: Site | undefined;
    for (const action of actions) {
      switch (action.do) {
        case 'report':
          this.report(action.event, trouble);
          break;
        case 'try':
          next = action.site;
          break;
        case 'answer':
          break;
        default:
          action satisfies never;
      }
    }
    return next;
  }

  private report(event: SiteReport, trouble: Reply | undefined): void {
    this.parts.log.warn(`site.${event.replaceAll('-', '_')}`, {
      site: this.state.current,
      ...(trouble ? { reason: describe(trouble) } : {}),
    });
  }
}

/** An upload that has little time leaves half of it for the other site. */
function timeLeft(
  { withinMs }: UplinkRequest,
  elapsedMs: number,
  isFirst: boolean,
): Pick<UplinkRequest, 'withinMs'> {
  if (withinMs === undefined) return {};
  return { withinMs: isFirst ? withinMs / 2 : Math.max(1, withinMs - elapsedMs) };
}

function judge(reply: Reply): SiteOutcome {
  if (reply.kind === 'unreachable' || reply.status >= 500) return 'down';
  if (reply.status === 401 || reply.status === 403) {
    return isAboutTime(reply.status, problemCode(reply.body)) ? 'not-now' : 'barred';
  }
  return isNaifControl(reply) ? 'answered' : 'not-now';
}

/** What NAIF Control says to an upload that it has looked at: a receipt, or that it cannot take such a one. */
function isNaifControl({ status, body }: UplinkAnswer): boolean {
  if (status >= 200 && status < 300) return parseObject(body) !== undefined;
  return UNACCEPTABLE.includes(status);
}

/** Best first: what the uploader can do something with comes before what only tells it to wait, an hour's wait comes last. */
const WORTH: Readonly<Record<SiteOutcome, number>> = {
  answered: 0,
  'not-now': 1,
  down: 2,
  barred: 3,
};

function best(said: readonly Said[]): Reply {
  const [first, second] = said.toSorted((a, b) => worth(a) - worth(b));
  if (!first) return { kind: 'unreachable', timedOut: false, reason: 'no site was asked' };
  const { reply, site } = first;
  if (reply.kind === 'answered') return { ...reply, site };
  if (second?.reply.kind !== 'unreachable') return reply;
  return {
    kind: 'unreachable',
    timedOut: reply.timedOut || second.reply.timedOut,
    reason: `${site}: ${reply.reason}; ${second.site}: ${second.reply.reason}`,
  };
}

/** A 5xx is worth more than silence: it may say when to come again. */
function worth({ outcome, reply }: Said): number {
  return WORTH[outcome] + (outcome === 'down' && reply.kind === 'unreachable' ? 0.5 : 0);
}

function describe(reply: Reply): string {
  if (reply.kind === 'unreachable') return reply.reason;
  return `status ${reply.status} (${problemCode(reply.body) ?? `HTTP.${reply.status}`})`;
}
