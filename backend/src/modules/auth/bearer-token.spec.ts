import { hashOf, newToken } from './bearer-token.js';

describe('tokens of sessions and links', () => {
  it('are 256 random bits each, and stored as what cannot be turned back', () => {
    const tokens = Array.from({ length: 200 }, () => newToken());
    expect(new Set(tokens).size).toBe(200);
    const bytes = tokens.map((token) => Buffer.from(token, 'base64url'));
    expect(bytes.every(({ length }) => length === 32)).toBe(true);
    // Each of 6400 random bytes has one of 256 values: all of them come up.
    expect(new Set(Buffer.concat(bytes)).size).toBe(256);
    expect(hashOf(tokens[0]!)).toHaveLength(32);
    expect(hashOf(tokens[0]!).equals(bytes[0]!)).toBe(false);
  });
});
