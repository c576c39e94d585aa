/**
 * `node test/ledger/run-chaos.mts [--seconds N] [--drive-seconds N] [--drain-seconds N] [--agents N] [--seed N] [--lie] [--keep]`:
 * one ledger test as a process. Says what it does on standard error, prints its outcome as one line of JSON, and ends with
 * 0 when nothing was found.
 */
import { parseArgs } from 'node:util';
import { withCleanUp } from '../rig/clean-end.mts';
import { BAD_LINE, Chaos, type ChaosOutcome } from './chaos.mts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    'drive-seconds': { type: 'string', default: '15' },
    'drain-seconds': { type: 'string', default: '60' },
    agents: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lie: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const chaos = await Chaos.prepare({
  seed: Number(values.seed),
  chaosMs: Number(values.seconds) * 1000,
  drainMs: Number(values['drain-seconds']) * 1000,
  driveMs: Number(values['drive-seconds']) * 1000,
  agents: Number(values.agents),
  faults: BAD_LINE,
  lies: values.lie,
  say: (line) => process.stderr.write(`${line}\n`),
});
const isClean = ({ findings, faults }: ChaosOutcome): boolean =>
  findings.length === 0 && faults.length === 0;
const kept: { folder?: string } = {};
const outcome = await withCleanUp(
  async () => {
    const result = await chaos.run();
    if (values.keep && !isClean(result)) kept.folder = chaos.folder;
    return result;
  },
  () => chaos.cleanUp(kept.folder !== undefined),
);
// A pipe holds some 146 KB: what is beyond would be lost with an exit that does not wait until it is read.
process.stdout.write(`${JSON.stringify({ ...outcome, ...kept })}\n`, () => {
  process.exit(isClean(outcome) ? 0 : 1);
});
