import { safeReturnUrl } from './session-guard';

describe('safeReturnUrl', () => {
  it.each(['/fleet', '/vehicle/v1?tab=obd2', '/fleet?q=a//b'])('goes back to %s', (url) => {
    expect(safeReturnUrl(url)).toBe(url);
  });

  it.each([
    null,
    '',
    'fleet',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/login?returnUrl=/login',
    'javascript:alert(1)',
  ])('does not go to %s', (url) => {
    expect(safeReturnUrl(url)).toBe('/');
  });
});
