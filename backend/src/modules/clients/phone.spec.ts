import { phoneAsKept, phoneInE164 } from './phone.js';

describe('a telephone number', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['06-12-34-56-78', '+33612345678'],
    ['0612345678', '+33612345678'],
    [' +33 6 12 34 56 78 ', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033 6 12 34 56 78', '+33612345678'],
    // Not given out in 2026, but it could be: such lists change by the month.
    ['07 12 34 56 78', '+33712345678'],
    ['01 42 68 53 00', '+33142685300'],
    ['+590 690 00 12 34', '+590690001234'],
    ['+377 98 98 88 00', '+37798988800'],
    ['+44 20 7946 0958', '+442079460958'],
    ['+49 30 901820', '+4930901820'],
    // Italians keep their zero.
    ['+39 06 698 81', '+390669881'],
    ['+1 (202) 555-0100', '+12025550100'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(phoneInE164(typed)).toBe(kept);
    expect(phoneAsKept(typed)).toBe(kept);
    // What is kept is taken again, and stays as it is.
    expect(phoneInE164(kept)).toBe(kept);
  });

  it.each([
    '',
    ' ',
    '112',
    '3639',
    '06 12 34 56',
    '06 12 34 56 78 90',
    '00 00 00 00 00',
    '+33 0 00 00 00 00',
    '+999 12 34 56 78',
    '+44',
    'call me',
    'home 06 12 34 56 78',
    '06 12 34 56 78 or 07 12 34 56 78',
    '06 12 34 56 78 ext. 4',
    '06 12 34 56 78;ext=4',
    '９'.repeat(40),
    '1'.repeat(5000),
  ])('%j cannot be one', (typed) => {
    expect(phoneInE164(typed)).toBeUndefined();
  });

  it('that cannot be one stays as it was typed, for the rule to refuse', () => {
    expect(phoneAsKept('  call me ')).toBe('call me');
  });
});
