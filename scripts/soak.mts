/**
 * `npm run soak -- [--minutes M | --kills K] [--agents N] [--seed S]`: the long ledger test. Backend, database and agents are
 * killed at random for M minutes, or mostly agents until K of them were killed while they wrote and sent, a fresh world every
 * five minutes; ends with 1 at the first reading that was lost, doubled, altered or invented, and then keeps its ledger and its
 * logs.
 */
import { parseArgs } from 'node:util';
import { withCleanUp } from '../test/rig/clean-end.mts';
import { BAD_LINE, Chaos, type ChaosOutcome } from '../test/ledger/chaos.mts';
import { buildChanged } from './build-targets.mts';
import { done, duration, failed, Refusal, runMain } from './terminal.mts';

/** Longest life of one world, ms. */
const ROUND_MS = 5 * 60_000;
const DRIVE_MS = 45_000;
const DRAIN_MS = 3 * 60_000;
/** So many findings are shown; the ledger has them all. */
const SHOWN = 20;

function number(text: string, flag: string, least: number): number {
  const value = Number(text);
  if (!(value >= least))
    throw new Refusal(`${flag} must be a number from ${least}; it is “${text}”.`);
  return value;
}

interface Round {
  readonly seed: number;
  readonly chaosMs: number;
  readonly agents: number;
  /** Agents to be killed; without it all are killed alike. */
  readonly kills: number | undefined;
}

/** Gives the agents that were killed; undefined when something was found. */
async function round({ seed, chaosMs, agents, kills }: Round): Promise<number | undefined> {
  const chaos = await Chaos.prepare({
    seed,
    chaosMs,
    agents,
    driveMs: DRIVE_MS,
    drainMs: DRAIN_MS,
    faults: BAD_LINE,
    lies: false,
    ...(kills === undefined ? {} : { agentKills: kills }),
    say: console.log,
  });
  const outcomes: ChaosOutcome[] = [];
  await withCleanUp(
    async () => {
      const outcome = await chaos.run();
      outcomes.push(outcome);
      tell(outcome);
    },
    () => chaos.cleanUp(!outcomes.some(isClean)),
  );
  const clean = outcomes.find(isClean);
  if (clean) return clean.kills['agent'] ?? 0;
  failed(`Ledger and logs are kept in ${chaos.folder}`);
  return undefined;
}

function isClean({ findings, faults }: ChaosOutcome): boolean {
  return findings.length === 0 && faults.length === 0;
}

function tell(outcome: ChaosOutcome): void {
  const { kills, readings, rows, drives, line, peakMemoryMib, findings, faults } = outcome;
  console.log(
    `  killed: backend ${kills['backend']}, database ${kills['database']}, agent ${kills['agent']}; ${drives} drives, ${readings} readings, ${rows} rows; backend's memory at most ${peakMemoryMib} MiB`,
  );
  console.log(
    `  line: ${Object.entries(line)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  );
  for (const { kind, detail } of findings.slice(0, SHOWN)) failed(`${kind}: ${detail}`);
  if (findings.length > SHOWN) failed(`… and ${findings.length - SHOWN} more`);
  for (const fault of faults) failed(fault);
}

runMain(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      kills: { type: 'string' },
      agents: { type: 'string', default: '6' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const minutes = number(values.minutes, '--minutes', 0.1);
  const kills = values.kills === undefined ? undefined : number(values.kills, '--kills', 1);
  const agents = number(values.agents, '--agents', 1);
  const first = number(values.seed, '--seed', 0);
  await buildChanged(['wire', 'backend', 'device-agent']);
  const begun = Date.now();
  const until = kills === undefined ? begun + minutes * 60_000 : Infinity;
  let killed = 0;
  for (let seed = first; Date.now() < until && killed < (kills ?? Infinity); seed++) {
    const chaosMs = Math.min(ROUND_MS, until - Date.now());
    const left = kills === undefined ? undefined : kills - killed;
    const more = await round({ seed, chaosMs, agents, kills: left });
    if (more === undefined) return 1;
    killed += more;
  }
  done(
    `Nothing lost, doubled, altered or invented in ${duration(Date.now() - begun)}; agents killed: ${killed}`,
  );
  return 0;
});
