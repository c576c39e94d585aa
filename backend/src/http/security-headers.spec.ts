import { tileOrigins } from './security-headers.js';

describe('tileOrigins', () => {
  it.each([
    [undefined, []],
    ['https://tiles.example/{z}/{x}/{y}.png', ['https://tiles.example']],
    ['https://{s}.tiles.example:8443/a/{z}/{x}/{y}', ['https://*.tiles.example:8443']],
  ])('allows images from the origin of %s', (url, origins) => {
    expect(tileOrigins(url)).toEqual(origins);
  });
});
