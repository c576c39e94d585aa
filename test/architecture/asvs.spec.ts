/** `docs/security/asvs.md` has a line for each requirement of its chapters, and names tests that there are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/security/asvs.md'), 'utf8');

/** How many requirements of levels 1 and 2 each section of ASVS 5.0 has: they come first in it. */
const SECTIONS: Readonly<Record<string, number>> = {
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
};

const rows = PAGE.split('\n')
  .map((line) => /^\| +(\d+\.\d+\.\d+) +\| +([12]) +\| +(.+?) +\| +(.+?) +\|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, number = '', , , shown = '']) => ({ number, shown }));

/** Tests that a line names: a file in backquotes, then its titles in quotes. */
function testsIn(shown: string): { file: string; title: string }[] {
  let file = '';
  return [...shown.matchAll(/`([^`]+\.spec\.m?ts)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    if (path !== undefined) file = path;
    return title === undefined ? [] : [{ file, title }];
  });
}

describe('the table of the ASVS', () => {
  it('has each requirement once, in order', () => {
    const wanted = Object.entries(SECTIONS).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    );
    expect(rows.map(({ number }) => number)).toEqual(wanted);
  });

  it.each(rows)('says how $number is met, where that is written, or why not', ({ shown }) => {
    const isWords =
      /^(documented: .{10}|not ours: .{10})/.test(shown) || shown.includes('**open**');
    expect(testsIn(shown).length > 0 || isWords).toBe(true);
  });

  const named = rows.flatMap(({ number, shown }) =>
    testsIn(shown).map(({ file, title }) => ({ number, file, title })),
  );
  it.each(named)('$number: $file has “$title”', ({ file, title }) => {
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    const text = readFileSync(path, 'utf8');
    expect(["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`))).toBe(true);
  });
});
