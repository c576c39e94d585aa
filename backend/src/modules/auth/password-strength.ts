import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';
import type { PasswordFault, PasswordWeakness } from './auth.errors.js';

/** Shortest and longest password, characters. NIST SP 800-63B-4 asks for 8 with a second factor and 15 alone. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** What zxcvbn found, by its patterns and dictionaries. */
const WEAKNESS_OF: Readonly<Record<string, PasswordWeakness>> = {
  date: 'AUTH.PASSWORD_HAS_DATE',
  regex: 'AUTH.PASSWORD_HAS_DATE', // Its only one is the recent year.
  spatial: 'AUTH.PASSWORD_HAS_KEYS_IN_A_ROW',
  repeat: 'AUTH.PASSWORD_REPEATS',
  sequence: 'AUTH.PASSWORD_HAS_SEQUENCE',
  userInputs: 'AUTH.PASSWORD_ABOUT_YOU',
  firstnames: 'AUTH.PASSWORD_HAS_NAME',
  lastnames: 'AUTH.PASSWORD_HAS_NAME',
};

/** zxcvbn's best mark: more than 10^10 guesses. */
const LEAST_SCORE = 4;

/** Of what is known of a person, shorter words stand in any phrase. */
const LEAST_OWN_WORD = 4;

/** What everybody here knows. */
const OURS = ['naif', 'control', 'naifcontrol'];

/** Phrases that everybody knows for their being good passwords. */
const FAMOUS = new Set([
  'correct horse battery staple',
  'correcthorsebatterystaple',
  'tr0ub4dor&3',
]);

/**
 * Judged by its first characters and few substitutions: the search grows with both (a text of 64 random
 * characters took 5 s at the defaults, 50 ms with these), and what is strong by then stays strong.
 */
const BOUNDS = { maxLength: 40, l33tMaxSubstitutions: 4 } as const;

let judge: Promise<ZxcvbnFactory> | undefined;

/** Loaded when first needed: its dictionaries take 48 MB and a third of a second, and passwords change rarely. */
function theJudge(): Promise<ZxcvbnFactory> {
  judge ??= loadJudge();
  return judge;
}

async function loadJudge(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory: Factory } = await import('@zxcvbn-ts/core');
  const common = await import('@zxcvbn-ts/language-common');
  const english = await import('@zxcvbn-ts/language-en');
  const french = await import('@zxcvbn-ts/language-fr');
  return new Factory({
    dictionary: { ...common.dictionary, ...english.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    ...BOUNDS,
  });
}

/**
 * What is wrong with a new password, if anything. Classes of characters do not count: how many guesses an
 * attacker needs does.
 *
 * @param about what an attacker knows of the person: e-mail address, name
 */
export async function faultOfPassword(
  password: string,
  about: readonly string[],
): Promise<Exclude<PasswordFault, 'AUTH.PASSWORD_UNCHANGED'> | undefined> {
  const own = wordsAbout(about);
  const zxcvbn = await theJudge();
  const verdicts = readings(password, own).map((one) => zxcvbn.check(one, [...own, ...OURS]));
  if (FAMOUS.has(password.toLowerCase()) || verdicts.some(isListed)) return 'AUTH.PASSWORD_KNOWN';
  return verdicts.some(({ score }) => score < LEAST_SCORE) ? 'AUTH.PASSWORD_WEAK' : undefined;
}

/** What makes a password easy to guess, for whoever has to find another one; nothing where no pattern is to blame. */
export async function weaknessesOf(
  password: string,
  about: readonly string[],
): Promise<readonly PasswordWeakness[]> {
  const own = wordsAbout(about);
  const zxcvbn = await theJudge();
  const all = readings(password, own);
  const found = all
    .flatMap((one) => zxcvbn.check(one, [...own, ...OURS]).sequence)
    .map(
      (match) => WEAKNESS_OF[String(match['dictionaryName'] ?? match.pattern).split('-')[0] ?? ''],
    );
  const aboutYou = all.length > 2 ? (['AUTH.PASSWORD_ABOUT_YOU'] as const) : [];
  return [...new Set([...aboutYou, ...found.filter((one) => one !== undefined)])];
}

/**
 * The password as attackers read it: as it is, without what separates its words, and without what is known of the
 * person. `martin-elodie-1985` is as good as its year.
 */
function readings(password: string, own: readonly string[]): string[] {
  const joined = password.replaceAll(/[\s\-_./,;:+]+/g, '');
  const bare = withoutAccents(joined.toLowerCase());
  const rest = own
    .filter((word) => word.length >= LEAST_OWN_WORD)
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), bare);
  return rest === bare ? [password, joined] : [password, joined, rest];
}

/** The texts, and the words that they are made of: `elodie.martin@naif.example` gives `elodie` and `martin`, too. */
function wordsAbout(about: readonly string[]): string[] {
  return about.flatMap((text) => {
    const lower = text.toLowerCase();
    const bare = withoutAccents(lower);
    return [lower, bare, lower.split('@')[0] ?? '', ...bare.split(/[^\p{L}\p{N}]+/u)].filter(
      (word) => word.length > 2,
    );
  });
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** Whether the whole password, or its repetition, is on the list of the most used ones. */
function isListed({ sequence }: ZxcvbnResult): boolean {
  const [only, ...others] = sequence;
  return (
    others.length === 0 &&
    only?.pattern === 'dictionary' &&
    String(only['dictionaryName']).startsWith('passwords')
  );
}
