/** Every code with which the backend blames a field has words. The codes are read where the backend says them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from './fault.fr';

const ROOT = process.cwd();
const BACKEND = join(ROOT, 'backend/src');
const RULES = join(ROOT, 'node_modules/class-validator/types/decorator');
/** Decorators that say when to look, not what is wrong. */
const CONDITIONS = new Set(['IsOptional', 'ValidateIf', 'ValidateNested', 'ValidateBy', 'Allow']);
/** Routes that programs call: nobody fills a form for them. */
const NOT_FOR_PEOPLE = /modules\/(telemetry|devices)\//;

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !name.includes('.spec.'))
    .map((name) => join(folder, name));
}

const sources = files(BACKEND, /\.ts$/)
  .filter((name) => !NOT_FOR_PEOPLE.test(name))
  .map((name) => readFileSync(name, 'utf8'));

/** `IsEmail` → `isEmail`, as class-validator calls the rule in its answers. */
const codeOf = new Map(
  files(RULES, /\.d\.ts$/).flatMap((name) => {
    const text = readFileSync(name, 'utf8');
    const code = /export declare const [A-Z0-9_]+ = "(\w+)"/.exec(text)?.[1];
    const decorator = /export declare function (\w+)\(/g;
    return [...text.matchAll(decorator)]
      .map(([, called]) => called ?? '')
      .filter((called) => /^[A-Z]/.test(called))
      .map((called) => [called, code] as const);
  }),
);

/** Rules that the DTOs use, by the decorators that they import. */
const decorators = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/import \{([^}]*)\} from 'class-validator'/g)].flatMap(([, names]) =>
      (names ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => codeOf.has(name) && !CONDITIONS.has(name)),
    ),
  ),
);

/** Rules of our own: `registerDecorator({ name: 'isPhone', … })`. */
const own = sources
  .filter((text) => /registerDecorator|ValidateBy|buildMessage/.test(text))
  .flatMap((text) => [...text.matchAll(/\bname: '(is\w+)'/g)].map(([, name]) => name ?? ''));

/** Codes in faults: `code: 'CLIENT.EMAIL_TAKEN'`, `const code = 'CLIENT.MERGED'`, `fault('birthDate', 'inFuture', …)`. */
const domain = sources.flatMap((text) =>
  [
    /pointer: [^}]*?\bcode: '([\w.]+)'/gs,
    /const code = '([A-Z]+\.[A-Z_]+)'/g,
    /fault\('?\w+'?, '(\w+)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')),
);

function hasWords(code: string): boolean {
  let words: unknown = fault;
  for (const key of code.split('.')) words = (words as Record<string, unknown> | undefined)?.[key];
  return typeof words === 'string';
}

describe('the words for faults', () => {
  it('are looked for where the backend names its rules', () => {
    expect([...decorators]).toEqual(expect.arrayContaining(['IsEmail', 'Matches', 'Max']));
    expect(domain).toContain('CLIENT.EMAIL_TAKEN');
  });

  it('exist for each rule of the DTOs', () => {
    const codes = [...decorators].map((name) => codeOf.get(name) ?? `? ${name}`);
    expect(codes.filter((code) => !hasWords(code))).toEqual([]);
  });

  it('exist for each rule of our own', () => {
    expect(own.filter((code) => !hasWords(code))).toEqual([]);
  });

  it('exist for each refusal that blames a field', () => {
    expect([...new Set(domain)].filter((code) => !hasWords(code))).toEqual([]);
  });
});
