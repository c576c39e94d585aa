import { argon2id, hash } from 'argon2';
import { Passwords } from './passwords.js';

describe('Passwords', () => {
  const passwords = new Passwords();

  it('knows a password by its hash', async () => {
    const stored = await passwords.hash('pässword');
    expect(stored).toMatch(/^\$argon2id\$v=19\$(?=[^$]*m=19456)(?=[^$]*t=2)(?=[^$]*p=1)/);
    expect(await passwords.verify(stored, 'pässword')).toBe(true);
    expect(await passwords.verify(stored, 'password')).toBe(false);
  });

  it('takes a password as it was typed: case, blanks, and each of many characters count', async () => {
    const typed = `Trois  girafes ${'x'.repeat(180)}1 `;
    const stored = await passwords.hash(typed);
    expect(await passwords.verify(stored, typed)).toBe(true);
    for (const other of [
      typed.toLowerCase(),
      typed.trim(),
      typed.replace('  ', ' '),
      typed.replace('1', '2'),
    ])
      expect(await passwords.verify(stored, other)).toBe(false);
  });

  it('hashes short secrets as slowly, the same for the same salt alone', async () => {
    const [salt, other] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
    const secret = Buffer.from('7h2kd9mq4x');
    const digest = await passwords.digest(secret, salt);
    expect(digest).toEqual(
      await hash(secret, {
        type: argon2id,
        memoryCost: 19_456,
        timeCost: 2,
        parallelism: 1,
        salt,
        raw: true,
      }),
    );
    expect(digest).toHaveLength(32);
    expect(digest.equals(await passwords.digest(secret, other))).toBe(false);
  });

  it('says no without a hash, whatever the password', async () => {
    expect(await passwords.verify(undefined, '')).toBe(false);
  });

  it('works as long without a hash as with one', async () => {
    const stored = await passwords.hash('right');
    const time = async (known: string | undefined): Promise<number> => {
      const start = process.cpuUsage();
      for (let i = 0; i < 3; i += 1) await passwords.verify(known, 'wrong');
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    await time(undefined);
    const ratio = (await time(undefined)) / (await time(stored));
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('notices hashes that were made with weaker parameters', async () => {
    expect(passwords.isOutdated(await passwords.hash('x'))).toBe(false);
    expect(
      passwords.isOutdated(
        await hash('x', { type: argon2id, memoryCost: 8192, timeCost: 1, parallelism: 1 }),
      ),
    ).toBe(true);
  });
});
