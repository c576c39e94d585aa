import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseFolder, type Draft, type ReleaseChange } from '../adapters/release-folder.js';
import { runProgram } from '../adapters/system-programs.js';
import type { UpdateSettings } from '../config/support-settings.js';
import type { Clock } from '../ports/clock.js';
import { compareVersions, RELEASE_PROGRAM } from '../update/release.js';
import { isSigned, releaseKey } from '../update/signature.js';
import { BadArchive } from '../update/tar-reader.js';
import { CommandFailed } from './command-failed.js';
import { awaitHealth, type Health } from './release-health.js';

/** A service stops in good order within its unit's TimeoutStopSec, ms; a restart is not much longer. */
const RESTART_WITHIN_MS = 120_000;
/** A program that only says its version, on a Pi that is busy, ms. */
const TRIAL_WITHIN_MS = 30_000;
/** The version before was well: it gets this long at least, however impatient somebody is with the new one, ms. */
const BACK_WITHIN_MS = 90_000;
/** The release that runs, the one before it, and one more. */
const RELEASES_KEPT = 3;

/** What the command runs with. */
export interface UpdateParts {
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Such as `linux-arm64`. */
  readonly platform: string;
}

/**
 * Puts a signed package in the place of the release that runs: verified before a byte of it is unpacked,
 * tried, switched to in one step, watched until it is well, else taken back. An interrupted run is taken up
 * by the next one. Throws `CommandFailed` with what is so now.
 */
export async function update(settings: UpdateSettings, parts: UpdateParts): Promise<void> {
  const archive = readSignedPackage(settings);
  const releases = openReleases(settings.base);
  releases.tidy();
  const draft = await unpack(releases, archive, settings.file);
  const interrupted = releases.change();
  try {
    await examine(draft, releases, interrupted, settings, parts.platform);
  } catch (error) {
    releases.tidy();
    throw error;
  }
  const { version } = draft.release;
  // The release before the interrupted change is the last one that was known to be good.
  const from = interrupted ? interrupted.from : releases.current();
  if (version === from && !interrupted) {
    releases.tidy();
    parts.say(`Version ${version} runs already.`);
    return;
  }
  await change(releases, draft, from, settings, parts);
}

async function change(
  releases: ReleaseFolder,
  draft: Draft,
  from: string | undefined,
  settings: UpdateSettings,
  { clock, say }: UpdateParts,
): Promise<void> {
  const { version } = draft.release;
  // A release to which the link leads is not taken apart even for a moment, not even by itself.
  if (version === from || version === releases.current()) releases.tidy();
  else releases.place(draft);
  releases.begin({ to: version, ...(from === undefined ? {} : { from }) });
  say(`Changing from ${from ?? 'nothing'} to ${version} …`);
  const withinMs = settings.healthyWithin * 1000;
  const health = await start(releases, version, settings, withinMs, clock);
  if (health.well) {
    releases.end();
    prune(releases, version, from);
    say(`Version ${version} runs and is well.`);
    return;
  }
  throw await rollBack(releases, { to: version, from }, health.says, settings, clock);
}

interface FailedChange {
  readonly to: string;
  readonly from: string | undefined;
}

/** Goes back; the answer says how that went. */
async function rollBack(
  releases: ReleaseFolder,
  { to, from }: FailedChange,
  reason: string,
  settings: UpdateSettings,
  clock: Clock,
): Promise<CommandFailed> {
  const failed = `Version ${to} is not well: ${reason}.`;
  if (from === undefined || from === to) {
    releases.end();
    return new CommandFailed(`${failed} There is no earlier version to go back to.`);
  }
  const withinMs = Math.max(settings.healthyWithin * 1000, BACK_WITHIN_MS);
  const health = await start(releases, from, settings, withinMs, clock);
  releases.end();
  releases.remove(to);
  return new CommandFailed(
    health.well
      ? `${failed} Went back to version ${from}, which runs and is well.`
      : `${failed} Went back to version ${from}, which is not well either: ${health.says}.`,
  );
}

async function start(
  releases: ReleaseFolder,
  version: string,
  settings: UpdateSettings,
  withinMs: number,
  clock: Clock,
): Promise<Health> {
  releases.switchTo(version);
  const { serviceCommand } = settings;
  const [command, args] =
    serviceCommand === undefined
      ? ['systemctl', ['restart', 'naif-agent.service']]
      : [serviceCommand, ['restart']];
  const { code, output } = await runProgram(command, args, RESTART_WITHIN_MS);
  if (code !== 0) return { well: false, says: `the service does not start (${output})` };
  return awaitHealth(settings, version, withinMs, clock);
}

function readSignedPackage({ file, key }: UpdateSettings): Buffer {
  const publicKey = reading(`The key ${key}`, () => releaseKey(readFileSync(key, 'utf8')));
  const archive = reading(`The package ${file}`, () => readFileSync(file));
  const signature = reading(`The signature ${file}.sig`, () => readFileSync(`${file}.sig`));
  if (!isSigned(archive, signature, publicKey)) {
    throw new CommandFailed(
      `${file} is not what was signed by the owner of ${key}: it is damaged, or from somebody else. Nothing was changed.`,
    );
  }
  return archive;
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`${what} cannot be used: ${reason}`);
  }
}

function openReleases(base: string): ReleaseFolder {
  return reading(`The folder ${base} (is this run as root?)`, () => new ReleaseFolder(base));
}

async function unpack(releases: ReleaseFolder, archive: Buffer, file: string): Promise<Draft> {
  try {
    return await releases.unpack(archive);
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    throw new CommandFailed(`${file} is no package: ${error.message}. Nothing was changed.`);
  }
}

/** Throws when this release may not or cannot run here. */
async function examine(
  { release, folder }: Draft,
  releases: ReleaseFolder,
  interrupted: ReleaseChange | undefined,
  { allowDowngrade }: UpdateSettings,
  platform: string,
): Promise<void> {
  const { version } = release;
  if (release.platform !== platform) {
    throw new CommandFailed(
      `This package is for ${release.platform}, this machine is ${platform}. Nothing was changed.`,
    );
  }
  const present = interrupted ? interrupted.from : releases.current();
  if (present !== undefined && compareVersions(version, present) < 0 && !allowDowngrade) {
    throw new CommandFailed(
      `Version ${version} is older than ${present}, which runs. With --allow-downgrade it is taken nevertheless.`,
    );
  }
  const trial = await runProgram(join(folder, RELEASE_PROGRAM), ['--version'], TRIAL_WITHIN_MS);
  if (trial.code !== 0 || trial.output !== version) {
    throw new CommandFailed(
      `Version ${version} does not run on this machine (${trial.output || `code ${trial.code}`}). Nothing was changed.`,
    );
  }
}

/** Removes the oldest releases, never the one that runs nor the one before it. */
function prune(releases: ReleaseFolder, current: string, previous: string | undefined): void {
  const others = releases.versions().filter((name) => name !== current && name !== previous);
  const room = RELEASES_KEPT - (previous === undefined || previous === current ? 1 : 2);
  for (const version of others.slice(0, Math.max(0, others.length - room))) {
    releases.remove(version);
  }
}
