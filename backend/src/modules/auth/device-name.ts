/** Browsers by what only they say; the order matters, because most also claim to be another. */
const BROWSERS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\/|Opera/],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\/|Chromium\//],
  ['Safari', /Safari\//],
];

const SYSTEMS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11/],
];

/** A device as its owner would call it, such as `Firefox, Linux`; versions are left out, so that updates do not change it. */
export function deviceName(userAgent: string | null | undefined): string | undefined {
  if (userAgent === null || userAgent === undefined) return undefined;
  const find = (table: typeof BROWSERS): string | undefined =>
    table.find(([, mark]) => mark.test(userAgent))?.[0];
  const names = [find(BROWSERS), find(SYSTEMS)].filter((name) => name !== undefined);
  if (names.length > 0) return names.join(', ');
  // A program: its first word, without its version.
  return /^[\w.-]{1,40}/.exec(userAgent)?.[0];
}
