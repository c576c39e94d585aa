import { createHmac } from 'node:crypto';
import type { Message } from './messages.js';
import { readVin, vinMatches } from './vin-check.js';

const VIN = 'WP0ZZZ99ZTS390000';
const can = (text: string): Message => ({
  ecu: '7E8',
  bytes: [0x49, 0x02, 0x01, ...Buffer.from(text, 'latin1')],
});
const older = (number: number, text: string): Message => ({
  ecu: '10',
  bytes: [0x49, 0x02, number, ...Buffer.from(text, 'latin1')],
});
const OLDER = [
  older(1, '\0\0\0W'),
  older(2, 'P0ZZ'),
  older(3, 'Z99Z'),
  older(4, 'TS39'),
  older(5, '0000'),
];

describe('readVin', () => {
  it('reads one message, and five', () => {
    expect(readVin([can(VIN)])).toBe(VIN);
    expect(readVin(OLDER)).toBe(VIN);
  });

  it.each<[string, Message[]]>([
    ['nothing', []],
    ['a character too few', [can(VIN.slice(1))]],
    ['a character too many', [can(`${VIN}0`)]],
    ['a letter that no VIN has', [can(VIN.replace('W', 'O'))]],
    ['filling', [can('\0'.repeat(17))]],
    ['small letters', [can(VIN.toLowerCase())]],
    ['another parameter', [{ bytes: [0x49, 0x04, 0x01, ...Buffer.from(VIN)] }]],
    ['a message missing', OLDER.slice(0, 4)],
    ['messages out of order', [...OLDER.slice(1), ...OLDER.slice(0, 1)]],
    ['a message twice', [...OLDER.slice(0, 4), ...OLDER.slice(3)]],
    ['a first message that is not filled', [older(1, 'AAAW'), ...OLDER.slice(1)]],
    ['two whole answers', [can(VIN), can(VIN)]],
  ])('refuses %s', (_, messages) => {
    expect(readVin(messages)).toBeUndefined();
  });
});

describe('vinMatches', () => {
  const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const check = {
    salt: key.toString('base64url'),
    digest: createHmac('sha256', key).update(VIN).digest('hex'),
  };

  it('knows the enrolled car and no other', () => {
    expect(vinMatches(VIN, check)).toBe(true);
    expect(vinMatches(VIN.replace('9', '8'), check)).toBe(false);
    expect(vinMatches(VIN, { ...check, salt: 'AAAAAAAAAAAAAAAAAAAAAA' })).toBe(false);
    expect(vinMatches(VIN, { ...check, digest: 'ab' })).toBe(false);
  });
});
