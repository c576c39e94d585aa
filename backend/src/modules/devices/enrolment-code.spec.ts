import {
  enrolmentCodeHash,
  groupedCode,
  newEnrolmentCode,
  readEnrolmentCode,
} from './enrolment-code.js';

describe('enrolment codes', () => {
  it('are ten characters that nobody mistakes', () => {
    const codes = Array.from({ length: 200 }, newEnrolmentCode);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(new Set(codes).size).toBe(200);
    // Every letter of the alphabet comes up.
    expect(new Set(codes.join('')).size).toBe(32);
  });

  it('are shown in two groups and read again', () => {
    expect(groupedCode('7K3MQ94TZB')).toBe('7K3MQ-94TZB');
    const code = newEnrolmentCode();
    expect(readEnrolmentCode(groupedCode(code))).toBe(code);
  });

  it.each([
    ['7k3mq 94tzb', '7K3MQ94TZB'],
    [' 7K3-MQ9-4TZB ', '7K3MQ94TZB'],
    ['oO0iIlL1ab', '00011111AB'],
  ])('%j is read as %s', (typed, code) => {
    expect(readEnrolmentCode(typed)).toBe(code);
  });

  it.each(['', '7K3MQ94TZ', '7K3MQ94TZBX', 'UUUUUUUUUU', '7K3MQ_94TZB', 'ÀK3MQ94TZB'])(
    '%j is none',
    (typed) => {
      expect(readEnrolmentCode(typed)).toBeUndefined();
    },
  );

  it('are kept as a keyed hash', () => {
    const hash = enrolmentCodeHash('7K3MQ94TZB', 'key');
    expect(hash).toHaveLength(32);
    expect(hash.equals(enrolmentCodeHash('7K3MQ94TZB', 'another key'))).toBe(false);
    expect(hash.equals(enrolmentCodeHash('7K3MQ94TZC', 'key'))).toBe(false);
  });
});
