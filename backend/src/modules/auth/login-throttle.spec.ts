import { LOGIN_RULES, LoginThrottle } from './login-throttle.js';

const stranger = (): Promise<boolean> => Promise.resolve(false);
const friend = (): Promise<boolean> => Promise.resolve(true);

describe('LoginThrottle', () => {
  let throttle: LoginThrottle;
  beforeEach(() => {
    throttle = new LoginThrottle();
  });

  async function fail(times: number, address: string, email: string, nowMs = 0): Promise<number> {
    let waitMs = 0;
    for (let i = 0; i < times; i += 1)
      ({ waitMs } = await throttle.begin(address, email, nowMs, stranger));
    return waitMs;
  }

  it('stops one address at one account after five failures', async () => {
    expect(await fail(5, '192.0.2.1', 'a@x')).toBe(0);
    expect(await fail(1, '192.0.2.1', 'a@x')).toBe(LOGIN_RULES.pair.refillMs);
    expect(await fail(1, '192.0.2.1', 'a@x', LOGIN_RULES.pair.refillMs)).toBe(0);
  });

  it('stops one address that tries many accounts', async () => {
    for (let i = 0; i < LOGIN_RULES.address.capacity; i += 1) {
      expect(await fail(1, '192.0.2.1', `${i}@x`)).toBe(0);
    }
    expect(await fail(1, '192.0.2.1', 'another@x')).toBeGreaterThan(0);
    expect(await fail(1, '192.0.2.2', 'another@x')).toBe(0);
  });

  it('slows many addresses that try one account, and waits ten seconds at most', async () => {
    for (let i = 0; i < LOGIN_RULES.account.capacity; i += 1) {
      expect(await fail(1, `192.0.2.${i}`, 'a@x')).toBe(0);
    }
    const waitMs = await fail(1, '198.51.100.1', 'a@x');
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(LOGIN_RULES.account.refillMs);
    expect(await fail(1, '198.51.100.2', 'a@x', LOGIN_RULES.account.refillMs)).toBe(0);
  });

  it('lets the owner in from where the account was used before, however hard others try', async () => {
    for (let i = 0; i < 200; i += 1) await fail(1, `10.0.0.${i}`, 'a@x');
    const owner = await throttle.begin('203.0.113.5', 'a@x', 0, friend);
    expect(owner.waitMs).toBe(0);
    // Nor does the owner's login give the others a try.
    owner.succeeded(0);
    expect(await fail(1, '198.51.100.1', 'a@x')).toBeGreaterThan(0);
  });

  it('costs nothing to be right', async () => {
    for (let i = 0; i < 100; i += 1) {
      const attempt = await throttle.begin('192.0.2.1', 'a@x', 0, stranger);
      expect(attempt.waitMs).toBe(0);
      attempt.succeeded(0);
    }
  });

  it('gives many attempts at once no more tries than one after the other', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 50 }, () => throttle.begin('192.0.2.1', 'a@x', 0, stranger)),
    );
    expect(attempts.filter(({ waitMs }) => waitMs === 0)).toHaveLength(LOGIN_RULES.pair.capacity);
  });
});
