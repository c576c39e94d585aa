import { once } from 'node:events';
import {
  closeSync,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  compareVersions,
  isVersion,
  parseRelease,
  RELEASE_FILE,
  type Release,
} from '../update/release.js';
import { BadArchive, readTar, type TarEntry } from '../update/tar-reader.js';

/** A release unpacks to about 150 MB; nothing that fills the card is one. */
const MOST_BYTES = 1_000_000_000;
const MOST_ENTRIES = 50_000;
/** Drafts begin with a dot, so that they are never taken for a release. */
const DRAFT = '.draft-';
const CHANGE_FILE = '.change.json';

/** A change of releases that has begun and is not yet known to be good. */
export interface ReleaseChange {
  readonly from?: string;
  readonly to: string;
}

/** An unpacked release that has not got its place yet. */
export interface Draft {
  readonly release: Release;
  readonly folder: string;
}

/**
 * The releases of this machine: `releases/<version>`, and `current`, a symbolic link to one of them. Each
 * step is whole or not done at all, whenever the power goes.
 */
export class ReleaseFolder {
  private readonly releases: string;
  private readonly link: string;

  /** Creates the folders when they are missing; throws when that is refused. */
  constructor(base: string) {
    this.releases = join(base, 'releases');
    this.link = join(base, 'current');
    mkdirSync(this.releases, { recursive: true });
  }

  /** Where a release lies. */
  path(version: string): string {
    return join(this.releases, version);
  }

  /** The version to which `current` leads. */
  current(): string | undefined {
    try {
      return basename(readlinkSync(this.link));
    } catch {
      return undefined;
    }
  }

  /** The versions that are there, oldest first. */
  versions(): readonly string[] {
    return readdirSync(this.releases).filter(isVersion).sort(compareVersions);
  }

  /** Unpacks a gzipped archive as a draft. Throws `BadArchive`; nothing of it is then left. */
  async unpack(archive: Buffer): Promise<Draft> {
    const folder = join(this.releases, `${DRAFT}${process.pid}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    try {
      await unpackInto(folder, archive);
      const release = parseRelease(readFileSync(join(folder, RELEASE_FILE), 'utf8'));
      if (!release) throw new BadArchive(`its ${RELEASE_FILE} is not understood`);
      return { release, folder };
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw archiveFault(error);
    }
  }

  /** Gives a draft its place; a release of this version that is there is replaced. */
  place({ release, folder }: Draft): void {
    const place = this.path(release.version);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
    syncFolder(this.releases);
  }

  /** Lets `current` lead to another release, from one moment to the next. */
  switchTo(version: string): void {
    const draft = `${this.link}.new`;
    rmSync(draft, { force: true });
    symlinkSync(join('releases', version), draft);
    renameSync(draft, this.link);
    syncFolder(dirname(this.link));
  }

  /** The change that an earlier run has begun and not ended. */
  change(): ReleaseChange | undefined {
    try {
      return JSON.parse(readFileSync(join(this.releases, CHANGE_FILE), 'utf8')) as ReleaseChange;
    } catch {
      return undefined;
    }
  }

  /** Notes that a change begins. */
  begin(change: ReleaseChange): void {
    const draft = join(this.releases, `${CHANGE_FILE}.new`);
    writeFileSync(draft, JSON.stringify(change), { flush: true });
    renameSync(draft, join(this.releases, CHANGE_FILE));
    syncFolder(this.releases);
  }

  /** The change has come to an end, one way or the other. */
  end(): void {
    rmSync(join(this.releases, CHANGE_FILE), { force: true });
  }

  remove(version: string): void {
    rmSync(this.path(version), { recursive: true, force: true });
  }

  /** Removes drafts that an interrupted run has left. */
  tidy(): void {
    for (const name of readdirSync(this.releases)) {
      if (name.startsWith(DRAFT)) rmSync(join(this.releases, name), { recursive: true });
    }
  }
}

async function unpackInto(folder: string, archive: Buffer): Promise<void> {
  const unpacked = createGunzip();
  unpacked.end(archive);
  let bytes = 0;
  let entries = 0;
  for await (const entry of readTar(unpacked as AsyncIterable<Buffer>)) {
    bytes += entry.bytes;
    entries += 1;
    if (bytes > MOST_BYTES || entries > MOST_ENTRIES) throw new BadArchive('it is too large');
    await writeEntry(folder, entry);
  }
}

/** The archive's one top folder becomes the release's. */
async function writeEntry(folder: string, entry: TarEntry): Promise<void> {
  const path = entry.path.split('/').slice(1).join('/');
  const target = join(folder, path);
  if (path === '' || entry.kind === 'folder') {
    if (entry.kind !== 'folder') throw new BadArchive('a file lies beside its folder');
    mkdirSync(target, { recursive: true });
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  // wx: a second entry of the same name is no harmless archive.
  const file = createWriteStream(target, {
    flags: 'wx',
    mode: entry.executable ? 0o755 : 0o644,
    flush: true,
  });
  const written = finished(file);
  written.catch(() => undefined);
  for await (const piece of entry.content) {
    if (!file.write(piece)) await Promise.race([once(file, 'drain'), written]);
  }
  file.end();
  await written;
}

function archiveFault(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return new BadArchive('it is no gzip file, or damaged');
  if (code === 'EEXIST') return new BadArchive('it holds the same name twice');
  if (code === 'ENOENT') return new BadArchive(`it has no ${RELEASE_FILE}`);
  return error;
}

/** A new name itself must survive a power cut, too. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
