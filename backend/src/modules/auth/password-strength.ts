import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import type { PasswordFault } from './auth.errors.js';

/** Shortest and longest password, characters. NIST SP 800-63B-4 asks for 8 with a second factor and 15 alone. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

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

let judge: ZxcvbnFactory | undefined;

/** Made when first needed: its dictionaries take some 30 MB. */
function theJudge(): ZxcvbnFactory {
  judge ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english, ...french },
    graphs: adjacencyGraphs,
    ...BOUNDS,
  });
  return judge;
}

/**
 * What is wrong with a new password, if anything. Classes of characters do not count: how many guesses an
 * attacker needs does.
 *
 * @param about what an attacker knows of the person: e-mail address, name
 */
export function faultOfPassword(
  password: string,
  about: readonly string[],
): Exclude<PasswordFault, 'AUTH.PASSWORD_UNCHANGED'> | undefined {
  const own = wordsAbout(about);
  const verdicts = readings(password, own).map((one) => theJudge().check(one, [...own, ...OURS]));
  if (FAMOUS.has(password.toLowerCase()) || verdicts.some(isListed)) return 'AUTH.PASSWORD_KNOWN';
  return verdicts.some(({ score }) => score < LEAST_SCORE) ? 'AUTH.PASSWORD_WEAK' : undefined;
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
