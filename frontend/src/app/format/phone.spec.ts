import { phoneText } from './phone';

describe('phoneText', () => {
  it.each([
    ['+33612345678', '+33 6 12 34 56 78'],
    ['+33 6 23 45 67 89', '+33 6 23 45 67 89'],
    ['+4915112345678', '+4915112345678'],
    [undefined, '—'],
  ])('writes %j as %j', (phone, text) =>
    expect(phoneText(phone).replaceAll('\u00a0', ' ')).toBe(text),
  );
});
