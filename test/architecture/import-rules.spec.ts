/**
 * Each import rule has a small house that breaks it and nothing else; the good house breaks none. A rule without a
 * fixture, or a fixture without a rule, fails as well.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FIXTURES = join(__dirname, 'fixtures');

function foldersIn(path: string): string[] {
  return readdirSync(join(FIXTURES, path)).sort();
}

/** Runs a package's command inside a fixture; a finding makes it fail, and what it says is the answer all the same. */
function say(script: string, args: readonly string[], fixture: string): string {
  try {
    return execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
      cwd: join(FIXTURES, fixture),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Names of the import rules that a fixture breaks. */
function brokenImports(fixture: string): string[] {
  const answer = say(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'],
    fixture,
  );
  const { summary } = JSON.parse(answer) as {
    summary: { totalCruised: number; violations: { rule: { name: string } }[] };
  };
  expect(summary.totalCruised).toBeGreaterThan(0);
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
}

/** Rules about globals and names that a fixture breaks, as their messages number them. */
function brokenGlobals(fixture: string): string[] {
  const answer = say(
    'eslint/bin/eslint.js',
    ['--config', join(ROOT, 'eslint.architecture.mjs'), '--format', 'json', '.'],
    fixture,
  );
  const files = JSON.parse(answer) as { messages: { message: string }[] }[];
  expect(files.length).toBeGreaterThan(0);
  return files.flatMap(({ messages }) => messages.map(({ message }) => message));
}

const rules = jest.requireActual<{ forbidden: { name: string; comment?: string }[] }>(
  '../../.dependency-cruiser.cjs',
).forbidden;

describe('import rules', () => {
  it('all have a comment and a fixture', () => {
    expect(rules.filter(({ comment }) => (comment ?? '').length < 20)).toEqual([]);
    expect(foldersIn('not-ok')).toEqual(rules.map(({ name }) => name).sort());
  });

  it('cover the ten rules of the house', () => {
    const numbers = new Set(rules.map(({ name }) => Number(name.split('-')[0])));
    expect([...numbers].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('are silent on a good house', () => {
    expect(brokenImports('ok')).toEqual([]);
    expect(brokenGlobals('ok')).toEqual([]);
  });

  it.each(rules.map(({ name }) => name))('%s fires', (name) => {
    expect(brokenImports(`not-ok/${name}`)).toEqual([name]);
  });
});

describe('rules about names and globals', () => {
  it.each(foldersIn('not-ok-globals'))('%s fires', (name) => {
    const messages = brokenGlobals(`not-ok-globals/${name}`);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`Rule ${name.split('-')[0] ?? ''}:`);
  });
});
