import { j1850Crc, sumOf } from './data-line.js';
import { LONGEST_REPLY, readReply, ReplyFramer } from './reply.js';

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
const bytes = (text: string): number[] => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];
/** Each message as `ecu: bytes`. */
const messagesIn = (text: string, sent?: string): string[] =>
  readReply(text, sent).messages.map(({ ecu, bytes: each }) => `${ecu ?? '-'}: ${hex(each)}`);
const withSum = (text: string): string => `${text} ${hex([sumOf(bytes(text))])}`;
const withCrc = (text: string): string => `${text} ${hex([j1850Crc(bytes(text))])}`;

describe('readReply', () => {
  it.each([
    ['NO DATA', { word: 'no-data' }],
    ['NODATA', { word: 'no-data' }],
    ['SEARCHING...', { word: 'searching' }],
    ['SEARCHING', { word: 'searching' }],
    ['UNABLE TO CONNECT', { word: 'unable-to-connect' }],
    ['CAN ERROR', { word: 'can-error' }],
    ['BUS INIT: ...ERROR', { word: 'bus-init-error' }],
    ['BUS INIT: ERROR', { word: 'bus-init-error' }],
    ['BUS INIT: OK', { word: 'bus-init-ok' }],
    ['BUS INIT: ...OK', { word: 'bus-init-ok' }],
    ['BUS BUSY', { word: 'bus-busy' }],
    ['BUS ERROR', { word: 'bus-error' }],
    ['DATA ERROR', { word: 'data-error' }],
    ['48 6B 10 41 0C <DATA ERROR', { word: 'data-error' }],
    ['7E8 04 41 0C 14 <RX ERROR', { word: 'data-error' }],
    ['FB ERROR', { word: 'fb-error' }],
    ['BUFFER FULL', { word: 'buffer-full' }],
    ['STOPPED', { word: 'stopped' }],
    ['?', { word: 'not-understood' }],
    ['ACT ALERT', { word: 'activity-alert' }],
    ['!ACT ALERT', { word: 'activity-alert' }],
    ['LP ALERT', { word: 'low-power-alert' }],
    ['!LP ALERT', { word: 'low-power-alert' }],
    ['LV RESET', { word: 'low-voltage-reset' }],
    ['ERR94', { word: 'internal-error', code: '94' }],
    ['OK', { word: 'ok' }],
    ['ELM327 v1.5', { word: 'banner', version: 'v1.5' }],
    ['ELM327 v1.3a', { word: 'banner', version: 'v1.3a' }],
    ['13.1V', { word: 'voltage', volts: 13.1 }],
    ['9.8V', { word: 'voltage', volts: 9.8 }],
  ])('knows the word %p', (text, word) => {
    expect(readReply(`${text}\r\r`)).toEqual({ words: [word], messages: [], damaged: false });
  });

  it.each([
    ['without headers', '41 0C 14 5F \r\r', ['-: 41 0C 14 5F']],
    ['without headers and blanks', '410C35CB\r\r', ['-: 41 0C 35 CB']],
    ['11-bit CAN', '7E8 06 41 00 BE 3F A8 13 \r\r', ['7E8: 41 00 BE 3F A8 13']],
    [
      '11-bit CAN without blanks',
      '7E806410 0BE3FA813'.replace(' ', ''),
      ['7E8: 41 00 BE 3F A8 13'],
    ],
    ['padded with AA', '7E8 03 41 05 7B AA AA AA AA \r\r', ['7E8: 41 05 7B']],
    ['padded with 55', '7E8 03 41 05 7B 55 55 55 55 \r\r', ['7E8: 41 05 7B']],
    ['padded with 00', '7E8 04 41 0C 14 5F 00 00 00 \r\r', ['7E8: 41 0C 14 5F']],
    ['29-bit CAN', '18 DA F1 10 04 41 0C 14 5F \r\r', ['10: 41 0C 14 5F']],
    ['29-bit CAN, one word', '18DAF110 04 41 0C 14 5F \r\r', ['10: 41 0C 14 5F']],
    ['29-bit CAN without blanks', '18DAF11004410C145F\r\r', ['10: 41 0C 14 5F']],
    ['ISO 9141-2', withSum('48 6B 10 41 0C 14 5F'), ['10: 41 0C 14 5F']],
    [
      'ISO 9141-2 without blanks',
      withSum('48 6B 10 41 0D 36').replaceAll(' ', ''),
      ['10: 41 0D 36'],
    ],
    ['SAE J1850 PWM', withCrc('41 6B 10 41 0C 14 5F'), ['10: 41 0C 14 5F']],
    ['SAE J1850 VPW', withCrc('48 6B 10 41 0C 14 5F'), ['10: 41 0C 14 5F']],
    ['ISO 14230-4', withSum('84 F1 11 41 0C 14 5F'), ['11: 41 0C 14 5F']],
    ['searching first', 'SEARCHING...\r41 00 BE 3F A8 13 \r\r', ['-: 41 00 BE 3F A8 13']],
    ['searching on the same line', 'SEARCHING...41 00 BE 3F A8 13 \r\r', ['-: 41 00 BE 3F A8 13']],
    ['initialised on the same line', 'BUS INIT: ...OK41 00 BE 3F A8 13', ['-: 41 00 BE 3F A8 13']],
    ['line feeds', '41 0D 36 \r\n\r\n', ['-: 41 0D 36']],
    ['two ECUs', '7E9 03 41 0D 35 \r7E8 03 41 0D 36 \r', ['7E9: 41 0D 35', '7E8: 41 0D 36']],
    ['a refusal', '7E8 03 7F 01 12 \r', ['7E8: 7F 01 12']],
    ['an alert beside it', 'ACT ALERT\r41 0D 36 \r\r', ['-: 41 0D 36']],
  ])('reads an answer: %s', (_, text, expected) => {
    expect(messagesIn(text)).toEqual(expected);
    expect(readReply(text).damaged).toBe(false);
  });

  it('knows the CRC of SAE J1850', () => {
    // The check value of CRC-8/SAE-J1850 over "123456789".
    expect(j1850Crc([...Buffer.from('123456789')])).toBe(0x4b);
  });

  it('takes off the echo of what was sent, and nothing else', () => {
    expect(messagesIn('010C\r41 0C 14 5F \r\r', '010C')).toEqual(['-: 41 0C 14 5F']);
    expect(messagesIn('01 0C\r41 0C 14 5F \r\r', '010C')).toEqual(['-: 41 0C 14 5F']);
    expect(readReply('010D\r41 0C 14 5F \r\r', '010C')).toMatchObject({
      messages: [],
      damaged: true,
    });
  });

  const VIN = '49 02 01 57 50 30 5A 5A 5A 39 39 5A 54 53 33 39 30 30 30 30';

  it.each([
    [
      'the adapter’s own form',
      '014\r0: 49 02 01 57 50 30 \r1: 5A 5A 5A 39 39 5A 54 \r2: 53 33 39 30 30 30 30 \r\r',
      [`-: ${VIN}`],
    ],
    [
      'the same without blanks',
      '014\r0:490201575030\r1:5A5A5A39395A54\r2:53333930303030\r\r',
      [`-: ${VIN}`],
    ],
    [
      'ISO 15765-2 with headers',
      '7E8 10 14 49 02 01 57 50 30 \r7E8 21 5A 5A 5A 39 39 5A 54 \r7E8 22 53 33 39 30 30 30 30 \r',
      [`7E8: ${VIN}`],
    ],
    [
      'two ECUs at the same time, one padded',
      '7E8 10 08 43 03 01 33 01 34 \r7E9 10 0A 43 04 02 01 02 02 \r7E9 21 02 03 02 04 00 00 00 \r7E8 21 02 35 00 00 00 00 00 \r',
      ['7E9: 43 04 02 01 02 02 02 03 02 04', '7E8: 43 03 01 33 01 34 02 35'],
    ],
    [
      'older protocols: one message a line',
      ['01 00 00 00 57', '02 50 30 5A 5A', '03 5A 39 39 5A', '04 54 53 33 39', '05 30 30 30 30']
        .map((part) => withSum(`48 6B 10 49 02 ${part}`))
        .join('\r'),
      [
        '10: 49 02 01 00 00 00 57',
        '10: 49 02 02 50 30 5A 5A',
        '10: 49 02 03 5A 39 39 5A',
        '10: 49 02 04 54 53 33 39',
        '10: 49 02 05 30 30 30 30',
      ],
    ],
  ])('joins an answer of many lines: %s', (_, text, expected) => {
    expect(messagesIn(text)).toEqual(expected);
  });

  it('counts the frames of a long answer past fifteen', () => {
    const body = Array.from({ length: 6 + 7 * 17 }, (_, index) => index & 0xff);
    const message = [0x43, ...body.slice(1)];
    const lines = [`7E8 ${hex([0x10, message.length, ...message.slice(0, 6)])}`];
    for (let at = 6, index = 1; at < message.length; at += 7, index += 1) {
      lines.push(`7E8 ${hex([0x20 | (index & 0xf), ...message.slice(at, at + 7)])}`);
    }
    expect(messagesIn(lines.join('\r'))).toEqual([`7E8: ${hex(message)}`]);
  });

  it.each([
    ['a line cut in a byte', '41 05 7'],
    ['the same without blanks', '41057'],
    ['a CAN frame with a byte lost', '7E8 04 41 0C 14'],
    ['a padded frame with a byte lost', '7E8 04 41 0C 14 00 00 00'],
    ['a CAN frame with a byte too many', '7E8 04 41 0C 14 5F 00'],
    ['a frame longer than CAN has', '7E8 04 41 0C 14 5F 00 00 00 00'],
    ['a length of nothing', '7E8 00 41 0C 14 5F'],
    ['a length beyond the frame', '7E8 08 41 0C 14 5F 00 00 00'],
    ['a flow control frame', '7E8 30 00 00 00 00 00 00 00'],
    ['a header that no ECU has', '7F8 04 41 0C 14 5F'],
    ['a header and no more', '7E8'],
    ['a wrong checksum', '48 6B 10 41 0C 14 5F 00'],
    ['a message cut before its checksum', '48 6B 10 41 0C 14'],
    ['a wrong length in ISO 14230-4', withSum('83 F1 11 41 0C 14 5F')],
    ['an answer to no mode', '51 0C 14 5F'],
    ['digits run together by a lost blank', '410C 14 5F'],
    ['a first frame alone', '7E8 10 14 49 02 01 57 50 30'],
    ['a first frame cut', '7E8 10 14 49 02 01 57 50'],
    [
      'frames out of order',
      '7E8 10 14 49 02 01 57 50 30 \r7E8 22 53 33 39 30 30 30 30 \r7E8 21 5A 5A 5A 39 39 5A 54 \r',
    ],
    [
      'a frame twice',
      '7E8 10 14 49 02 01 57 50 30 \r7E8 21 5A 5A 5A 39 39 5A 54 \r7E8 21 5A 5A 5A 39 39 5A 54 \r',
    ],
    [
      'a frame of somebody else',
      '7E8 10 14 49 02 01 57 50 30 \r7E9 21 5A 5A 5A 39 39 5A 54 \r7E8 22 53 33 39 30 30 30 30 \r',
    ],
    ['a consecutive frame alone', '7E8 21 5A 5A 5A 39 39 5A 54'],
    ['a consecutive frame cut', '7E8 10 14 49 02 01 57 50 30 \r7E8 21 5A 5A 5A 39 39 5A \r'],
    ['a length alone', '014'],
    ['numbered lines without length', '0: 49 02 01 57 50 30 \r1: 5A 5A 5A 39 39 5A 54'],
    ['a numbered line missing', '014\r0: 49 02 01 57 50 30 \r2: 53 33 39 30 30 30 30'],
    [
      'numbered lines of two ECUs',
      '00A\r0: 43 04 01 33 01 34 \r00A\r0: 43 04 02 01 02 02 \r1: 02 03 02 04 00 00 00',
    ],
    ['text that is nobody’s', 'HELLO'],
    ['a word and a piece', 'NO DAT'],
    ['one damaged line among good ones', '7E8 03 41 0D 36 \r7E9 03 41 0D'],
  ])('refuses all of a reply with %s', (_, text) => {
    expect(readReply(`${text}\r\r`)).toMatchObject({ messages: [], damaged: true });
  });

  it.each(['<DATA ERROR', 'BUFFER FULL', 'STOPPED', 'CAN ERROR', 'BUS ERROR', 'ERR94', 'LV RESET'])(
    'believes no value beside %s',
    (word) => {
      expect(readReply(`7E8 04 41 0C 14 5F \r${word}\r\r`).messages).toEqual([]);
    },
  );
});

describe('ReplyFramer', () => {
  it('cuts at the prompt, however the bytes come', () => {
    const all = Buffer.from('ATZ\r\r\rELM327 v1.5\r\r>41 0C 14 5F \r\r>NO DA', 'latin1');
    for (let size = 1; size <= all.length; size += 1) {
      const framer = new ReplyFramer();
      const replies: string[] = [];
      for (let at = 0; at < all.length; at += size) {
        replies.push(...framer.push(all.subarray(at, at + size)));
      }
      expect(replies).toEqual(['ATZ\r\r\rELM327 v1.5\r\r', '41 0C 14 5F \r\r']);
      expect(framer.unfinished()).toBe('NO DA');
    }
  });

  it('drops what no adapter writes', () => {
    const framer = new ReplyFramer();
    expect(framer.push(Buffer.from([0x00, 0x34, 0x31, 0xff, 0x80, 0x07, 0x0d, 0x3e]))).toEqual([
      '41\r',
    ]);
  });

  it('does not keep a flood', () => {
    const framer = new ReplyFramer();
    for (let times = 0; times < 1000; times += 1) framer.push(Buffer.alloc(1000, 'A'));
    expect(framer.unfinished().length).toBeLessThanOrEqual(LONGEST_REPLY);
    expect(framer.push(Buffer.from('>41 0D 36 \r\r>'))).toEqual([
      expect.any(String) as string,
      '41 0D 36 \r\r',
    ]);
  });
});
