import { readEnvironment } from './environment.js';
import { loadServerKeys } from './server-keys.js';

const DAY = String(24 * 3600);

describe('bench mode', () => {
  it.each([
    ['production', { DEVICE_TOKEN_LIFE: DAY }],
    ['the demo', { NAIF_MODE: 'demo', DEVICE_TOKEN_LIFE: DAY }],
    ['production by one second', { DEVICE_TOKEN_LIFE: '601' }],
  ])('alone lengthens tokens: %s does not', (_name, source) => {
    expect(() => readEnvironment(source)).toThrow(/DEVICE_TOKEN_LIFE.*only NAIF_MODE=bench/);
  });

  it('lengthens tokens on loopback', () => {
    const source = { NAIF_MODE: 'bench', DEVICE_TOKEN_LIFE: DAY };
    expect(readEnvironment(source).deviceTokenLifeSeconds).toBe(86_400);
  });

  it.each([
    ['HOST', { HOST: '192.0.2.1', TRUST_PROXY: '127.0.0.1' }],
    ['TRUST_PROXY', { TRUST_PROXY: '127.0.0.1' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://naif@db.example/naif' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'long enough' }],
  ])('is out of reach of others: refuses %s', (key, source) => {
    expect(() => readEnvironment({ NAIF_MODE: 'bench', ...source })).toThrow(new RegExp(key));
  });

  it("refuses a real installation's keys", () => {
    const source = {
      NAIF_MODE: 'bench',
      JWT_SECRET: 'k3Jq0vWm8ZsT1xYcB5nR7uLpA2dF9hGe',
      VIN_KEY: 'p9Hw4tNx2QrV6kLzC8mJ1sYbD3fG7aEu',
    };
    expect(() => loadServerKeys(readEnvironment(source))).toThrow(/throw-away keys/);
  });
});
