/** What a release says of itself, in its `release.json`. */
export interface Release {
  readonly version: string;
  /** Such as `linux-arm64`: its Node and its native modules run nowhere else. */
  readonly platform: string;
}

/** Name of the file in a release that says which it is. */
export const RELEASE_FILE = 'release.json';
/** The programs that each release has, below its folder. */
export const RELEASE_PROGRAM = 'bin/naif-agent';

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z.-]{1,40}))?$/;

/** Whether this text is a version; nothing else may become a folder's name. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Reads `release.json`; undefined when it is not one. */
export function parseRelease(text: string): Release | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, platform } = value as Partial<Record<keyof Release, unknown>>;
  if (typeof version !== 'string' || !isVersion(version) || typeof platform !== 'string') {
    return undefined;
  }
  return { version, platform };
}

/** Below 0 when `left` is older, above 0 when it is newer (semver.org, precedence; pre-releases before their release). */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [VERSION.exec(left), VERSION.exec(right)];
  if (!a || !b) return left.localeCompare(right);
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part]) - Number(b[part]);
    if (difference !== 0) return difference;
  }
  const [preA, preB] = [a[4], b[4]];
  if (preA === preB) return 0;
  if (preA === undefined) return 1;
  if (preB === undefined) return -1;
  return comparePreReleases(preA.split('.'), preB.split('.'));
}

function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  for (const [index, a] of left.entries()) {
    const b = right[index];
    if (b === undefined) return 1;
    if (a === b) continue;
    const [numericA, numericB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (numericA && numericB) return Number(a) - Number(b);
    if (numericA !== numericB) return numericA ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return left.length - right.length;
}
