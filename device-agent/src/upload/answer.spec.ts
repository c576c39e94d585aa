import type { UplinkAnswer } from '../ports/uplink.js';
import { judgeAnswer, type Answer } from './answer.js';

const NOW = Date.UTC(2026, 0, 5, 8);

function answered(
  status: number,
  body: unknown = {},
  rest: Partial<UplinkAnswer> = {},
): UplinkAnswer {
  return {
    kind: 'answered',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...rest,
  };
}

const receipt = { stored: 2, duplicates: 1, refused: [], commands: [] };

describe('judgeAnswer', () => {
  it('takes a receipt that accounts for every record', () => {
    expect(judgeAnswer(answered(200, receipt), 3, NOW)).toEqual({ kind: 'accepted', ...receipt });
  });

  it('keeps the ids of commands, whatever their kind', () => {
    const commands = [{ id: 'c1', kind: 'dance' }, { kind: 'no id' }, 'nonsense'];
    const answer = judgeAnswer(answered(200, { ...receipt, commands }), 3, NOW);
    expect(answer).toMatchObject({ kind: 'accepted', commands: [{ id: 'c1' }] });
  });

  it.each<[string, unknown]>([
    ['is no JSON', '{"stored":3'],
    ['is empty', ''],
    ['is no object', '[]'],
    ['lacks its counts', { refused: [], commands: [] }],
    ['lacks refused', { stored: 3, duplicates: 0 }],
    ['accounts for fewer records', { ...receipt, stored: 1 }],
    ['accounts for more records', { ...receipt, stored: 3 }],
    [
      'refuses a record that was not sent',
      { ...receipt, stored: 1, refused: [{ index: 3, code: 'X', detail: '' }] },
    ],
    [
      'refuses one record twice',
      { stored: 1, duplicates: 0, refused: [{ index: 0 }, { index: 0 }] },
    ],
    ['has negative counts', { ...receipt, stored: 4, duplicates: -1 }],
  ])('acknowledges nothing when the receipt %s', (_, body) => {
    expect(judgeAnswer(answered(200, body), 3, NOW).kind).toBe('unavailable');
  });

  it.each<[string, UplinkAnswer, Partial<Answer>]>([
    ['413', answered(413), { kind: 'too-large' }],
    [
      '400',
      answered(400, { code: 'REQUEST.INVALID' }),
      { kind: 'malformed', code: 'REQUEST.INVALID' },
    ],
    ['415', answered(415, 'no'), { kind: 'malformed', code: 'HTTP.415' }],
    ['401 expired', answered(401, { code: 'DEVICE.TOKEN_EXPIRED' }), { kind: 'token-expired' }],
    [
      '401 expired by a right clock',
      answered(401, { code: 'DEVICE.TOKEN_EXPIRED' }, { date: NOW + 50_000 }),
      { kind: 'token-expired' },
    ],
    [
      '401 expired by a slow clock',
      answered(401, { code: 'DEVICE.TOKEN_EXPIRED' }, { date: NOW + 2_400_000 }),
      { kind: 'clock-wrong', serverTime: NOW + 2_400_000 },
    ],
    [
      '401 clock',
      answered(401, { code: 'DEVICE.CLOCK_WRONG' }, { date: 5 }),
      { kind: 'clock-wrong', serverTime: 5 },
    ],
    [
      '401 other',
      answered(401, { code: 'DEVICE.REVOKED' }),
      { kind: 'barred', status: 401, code: 'DEVICE.REVOKED' },
    ],
    ['403', answered(403), { kind: 'barred', status: 403, code: 'HTTP.403' }],
    ['500', answered(500), { kind: 'unavailable', reason: 'status 500 (HTTP.500)' }],
    ['a redirect', answered(302), { kind: 'unavailable' }],
    ['a proxy’s 404', answered(404, '<html>'), { kind: 'unavailable' }],
    ['201', answered(201, receipt), { kind: 'unavailable' }],
  ])('judges %s', (_, answer, expected) => {
    expect(judgeAnswer(answer, 3, NOW)).toMatchObject(expected);
  });

  it.each<[string, string, number | undefined, number | undefined]>([
    ['seconds', '7', undefined, 7000],
    ['a date, by the server’s clock', 'Mon, 05 Jan 2026 08:01:00 GMT', NOW + 30_000, 30_000],
    ['a date, by our clock', 'Mon, 05 Jan 2026 08:01:00 GMT', undefined, 60_000],
    ['a date that has passed', 'Mon, 05 Jan 2026 07:00:00 GMT', NOW, 0],
    ['at most an hour', '999999', undefined, 3_600_000],
    ['nothing readable', 'soon', undefined, undefined],
  ])('reads Retry-After: %s', (_, retryAfter, date, expected) => {
    const answer = judgeAnswer(
      answered(429, {}, { retryAfter, ...(date ? { date } : {}) }),
      1,
      NOW,
    );
    expect(answer.kind === 'unavailable' && answer.retryAfterMs).toBe(expected);
  });
});
