import { requestIdFrom } from './request-id.js';

describe('requestIdFrom', () => {
  it('keeps an acceptable id', () => {
    expect(requestIdFrom({ 'x-request-id': 'abc-1.2:3_Z' })).toBe('abc-1.2:3_Z');
  });

  it.each([undefined, '', 'a b', 'a\nb', '"', 'é', 'x'.repeat(65)])(
    'makes a new one in place of %p',
    (given) => {
      const made = requestIdFrom(given === undefined ? {} : { 'x-request-id': given });
      expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    },
  );
});
