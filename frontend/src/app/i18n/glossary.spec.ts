import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en';
import { fr } from './fr';

const APP = join(process.cwd(), 'frontend/src/app');

/** Paths of all words with their texts: `session.title` → `Connexion`. */
function words(glossary: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(glossary).flatMap(([key, value]: [string, string | object]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...words(value, `${prefix}${key}.`)],
    ),
  );
}

/** Everything that components say, without the glossary itself and the specs. */
function sources(): string {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|html)$/.test(name) && !name.endsWith('.spec.ts'))
    .filter((name) => !name.startsWith('i18n') && !name.startsWith('api'))
    .map((name) => readFileSync(join(APP, name), 'utf8'))
    .join('\n');
}

const french = words(fr);
const english = words(en);
const text = sources();
// `state.${state}` uses every word below `state.`.
const prefixes = [...text.matchAll(/[`'"]([a-z]\w*(?:\.\w+)*\.)\$\{/gi)].map(
  ([, prefix]) => prefix,
);

describe('the glossary', () => {
  it('has the same words in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it('has no word that nobody says', () => {
    const unused = [...french.keys()].filter(
      (key) =>
        !new RegExp(`['"\`]${key.replaceAll('.', '\\.')}['"\`]`).test(text) &&
        !prefixes.some((prefix) => prefix !== undefined && key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('fills the same blanks in both languages', () => {
    const blanks = (sentence = ''): string[] => (sentence.match(/\{\{ \w+ \}\}/g) ?? []).sort();
    for (const [key, sentence] of french) {
      expect([key, blanks(english.get(key))]).toEqual([key, blanks(sentence)]);
    }
  });

  it('sets French punctuation with a narrow no-break space and typographic apostrophes', () => {
    const faults = [...french].filter(([, sentence]) => /(?<!\u202f)[;:!?](?!\w)|'/.test(sentence));
    expect(faults).toEqual([]);
  });
});
