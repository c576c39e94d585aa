import { faultOfPassword, weaknessesOf } from './password-strength.js';

const ABOUT = ['elodie.martin@naif.example', 'Élodie Martin'];
const fault = (password: string): Promise<string | undefined> => faultOfPassword(password, ABOUT);

describe('the strength of a password', () => {
  it.each([
    'chat lampe violon orage',
    'TbvPj2kQ9xZw',
    'trois girafes mangent du nougat',
    'purple monkeys dislike tuesdays',
    'ドアを開けて入ってください今',
    '9x!c'.repeat(2) + 'vRt0-Zq8w',
  ])('is enough: %s', async (password) => {
    expect(await fault(password)).toBeUndefined();
  });

  it.each([
    ['a city and a year, with every class of characters', 'Bordeaux2026!'],
    ['a word and a row of digits', 'motdepasse123'],
    ['a row of keys of a French keyboard', 'azertyuiop12'],
    ['a row of keys of an English one', 'qwertyuiopasdfgh'],
    ['one character, often', 'a'.repeat(200)],
    ['a known password with letters as digits', 'P4ssw0rd!P4ssw0rd!'],
    ['the own address', 'elodie.martin@naif.example'],
    ['the own name', 'martin-elodie-1985'],
    ['the own name with its accents', 'ÉlodieMartin!'],
    ['the product', 'naif-control-naif'],
    ['a date', '12/05/1985 12/05/1985'],
  ])('is not: %s', async (_, password) => {
    expect(await fault(password)).toMatch(/^AUTH\.PASSWORD_(WEAK|KNOWN)$/);
  });

  it.each(['1q2w3e4r5t6y', '123456789123', 'Correct Horse Battery Staple'])(
    'does not count where the password is on the lists: %s',
    async (password) => {
      expect(await fault(password)).toBe('AUTH.PASSWORD_KNOWN');
    },
  );

  it.each([
    ['martin-elodie-1985', ['AUTH.PASSWORD_ABOUT_YOU', 'AUTH.PASSWORD_HAS_DATE']],
    ['azertyuiop12', ['AUTH.PASSWORD_HAS_KEYS_IN_A_ROW']],
    ['a'.repeat(200), ['AUTH.PASSWORD_REPEATS']],
    ['12/05/1985 12/05/1985', ['AUTH.PASSWORD_HAS_DATE']],
    ['abcdefghijkl', ['AUTH.PASSWORD_HAS_SEQUENCE']],
  ])('comes with what is to blame: %s', async (password, weaknesses) => {
    expect(await weaknessesOf(password, ABOUT)).toEqual(expect.arrayContaining(weaknesses));
  });

  it('blames nothing in what is good', async () => {
    expect(await weaknessesOf('trois girafes mangent du nougat', ABOUT)).toEqual([]);
  });

  it('is judged quickly, whatever the text', async () => {
    await fault('warm');
    const start = process.cpuUsage();
    for (const text of ['4@'.repeat(100), '!1|7'.repeat(50), `${'pass'.repeat(49)}word`])
      await fault(text);
    const { user } = process.cpuUsage(start);
    expect(user / 1000).toBeLessThan(3_000);
  });
});
