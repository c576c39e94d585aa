import { faultOfPassword } from './password-strength.js';

const ABOUT = ['elodie.martin@naif.example', 'Élodie Martin'];
const fault = (password: string): string | undefined => faultOfPassword(password, ABOUT);

describe('the strength of a password', () => {
  it.each([
    'chat lampe violon orage',
    'TbvPj2kQ9xZw',
    'trois girafes mangent du nougat',
    'purple monkeys dislike tuesdays',
    'ドアを開けて入ってください今',
    '9x!c'.repeat(2) + 'vRt0-Zq8w',
  ])('is enough: %s', (password) => {
    expect(fault(password)).toBeUndefined();
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
  ])('is not: %s', (_, password) => {
    expect(fault(password)).toMatch(/^AUTH\.PASSWORD_(WEAK|KNOWN)$/);
  });

  it.each(['1q2w3e4r5t6y', '123456789123', 'Correct Horse Battery Staple'])(
    'does not count where the password is on the lists: %s',
    (password) => {
      expect(fault(password)).toBe('AUTH.PASSWORD_KNOWN');
    },
  );

  it('is judged quickly, whatever the text', () => {
    fault('warm');
    const start = process.cpuUsage();
    for (const text of ['4@'.repeat(100), '!1|7'.repeat(50), `${'pass'.repeat(49)}word`])
      fault(text);
    const { user } = process.cpuUsage(start);
    expect(user / 1000).toBeLessThan(3_000);
  });
});
