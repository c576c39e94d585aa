import type { Message } from './messages.js';
import { monitorStatus, troubleCode, troubleCodes } from './trouble-codes.js';

const messages = (...texts: string[]): Message[] =>
  texts.map((text, index) => ({
    ecu: `7E${8 + index}`,
    bytes: [...Buffer.from(text.replaceAll(' ', ''), 'hex')],
  }));

describe('troubleCode', () => {
  it.each([
    [0x01, 0x33, 'P0133'],
    [0x03, 0x01, 'P0301'],
    [0x3f, 0xff, 'P3FFF'],
    [0x41, 0x23, 'C0123'],
    [0x92, 0x34, 'B1234'],
    [0xd0, 0x16, 'U1016'],
    [0xc1, 0x00, 'U0100'],
    [0x00, 0x01, 'P0001'],
    [0x00, 0x00, undefined],
  ])('reads %d %d as %s', (a, b, code) => {
    expect(troubleCode(a, b)).toBe(code);
  });
});

describe('troubleCodes', () => {
  it.each([
    ['none on CAN', ['43 00'], []],
    ['one on CAN', ['43 01 03 01'], ['P0301']],
    ['two on CAN', ['43 02 C1 00 03 01'], ['P0301', 'U0100']],
    ['none on an older protocol', ['43 00 00 00 00 00 00'], []],
    ['one on an older protocol', ['43 01 33 00 00 00 00'], ['P0133']],
    [
      'five in two older messages',
      ['43 01 33 01 34 01 35', '43 01 36 01 37 00 00'],
      ['P0133', 'P0134', 'P0135', 'P0136', 'P0137'],
    ],
    ['the same from two ECUs once', ['43 01 03 01', '43 01 03 01'], ['P0301']],
  ])('reads %s', (_, texts, codes) => {
    expect(troubleCodes(0x43, messages(...texts))).toEqual(codes);
  });

  it('reads pending and permanent ones alike', () => {
    expect(troubleCodes(0x47, messages('47 01 04 20'))).toEqual(['P0420']);
    expect(troubleCodes(0x4a, messages('4A 01 04 20'))).toEqual(['P0420']);
  });

  it.each([
    ['nothing', []],
    ['another mode', ['47 00']],
    ['a count that is not kept', ['43 02 03 01']],
    ['more than was counted', ['43 00 03 01']],
    ['a code cut in half', ['43 01 03']],
    ['an older message that is short', ['43 01 33 00 00']],
    ['a good ECU beside a bad one', ['43 01 03 01', '43 02 03 01']],
  ])('refuses %s', (_, texts) => {
    expect(troubleCodes(0x43, messages(...texts))).toBeUndefined();
  });
});

describe('monitorStatus', () => {
  it('joins the ECUs: lamp on when one has it on, codes added up', () => {
    expect(monitorStatus(messages('41 01 00 07 E5 00'))).toEqual({ mil: false, storedCodes: 0 });
    expect(monitorStatus(messages('41 01 02 07 E5 00', '41 01 81 00 00 00'))).toEqual({
      mil: true,
      storedCodes: 3,
    });
  });

  it.each([[[]], [['41 01 81 07 E5']], [['41 00 81 07 E5 00']], [['41 01 81 07 E5 00 00']]])(
    'refuses %j',
    (texts: string[]) => {
      expect(monitorStatus(messages(...texts))).toBeUndefined();
    },
  );
});
