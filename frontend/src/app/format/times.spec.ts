import { formatAge, formatTime } from './times';

const NOW = Date.UTC(2026, 10, 23, 13, 5, 9);
const ago = (seconds: number): number => NOW - seconds * 1000;

describe('formatTime', () => {
  it.each([
    ['date', '23/11/2026'],
    ['time', '14:05'],
    ['seconds', '14:05:09'],
    ['full', '23/11/2026 14:05:09'],
  ] as const)('%s', (style, expected) => {
    expect(formatTime(NOW, style, 'fr', 'Europe/Paris')).toBe(expected);
    expect(formatTime(NOW, style, 'en', 'Europe/Paris')).toBe(expected);
  });
});

describe('formatAge', () => {
  it.each([
    [0, 'il y a 0\u202fs', '0\u202fsec ago'],
    [12, 'il y a 12\u202fs', '12\u202fsec ago'],
    [89.9, 'il y a 89\u202fs', '89\u202fsec ago'],
    [90, 'il y a 1\u202fmin', '1\u202fmin ago'],
    [89 * 60, 'il y a 89\u202fmin', '89\u202fmin ago'],
    [3 * 3600, 'il y a 3\u202fh', '3\u202fhr ago'],
    [49 * 3600, 'il y a 2\u202fj', '2\u202fdays ago'],
  ])('%d s', (seconds, french, english) => {
    expect(formatAge(ago(seconds), NOW, 'fr')).toBe(french);
    expect(formatAge(ago(seconds), NOW, 'en')).toBe(english);
  });

  it('takes a moment ahead of us as now', () => {
    expect(formatAge(NOW + 1500, NOW, 'fr')).toBe('il y a 0\u202fs');
  });
});
