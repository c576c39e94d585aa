import { mkdtempSync, rmSync, statSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../../src/config/environment.js';
import { createServerKeys, loadServerKeys } from '../../../src/config/server-keys.js';

describe("the server's keys", () => {
  let dataDir: string;
  let file: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'naif-keys-'));
    file = join(dataDir, 'keys.json');
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const load = (env: Record<string, string> = {}): ReturnType<typeof loadServerKeys> =>
    loadServerKeys(readEnvironment({ DATA_DIR: dataDir, ...env }));
  const write = (keys: object): void => writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });

  it('are asked for by name of the command that makes them', () => {
    expect(() => load()).toThrow(/There are no keys yet .*npm run setup -- --email/);
  });

  it('are long, different, readable by nobody else, and never overwritten', () => {
    const made = createServerKeys(file, false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(load()).toEqual(made);
    expect(made.jwtSecret).not.toBe(made.vinKey);
    expect(made.jwtSecret.length).toBeGreaterThanOrEqual(32);
    expect(() => createServerKeys(file, false)).toThrow(/EEXIST/);
  });

  it('are made by themselves in the demo alone, and refused outside of it', () => {
    const made = load({ NAIF_MODE: 'demo' });
    expect(made.demo).toBe(true);
    expect(load({ NAIF_MODE: 'demo' })).toEqual(made);
    expect(() => load()).toThrow(/keys of a demo/);
  });

  it('are refused when others can read them', () => {
    createServerKeys(file, false);
    chmodSync(file, 0o640);
    expect(() => load()).toThrow(`chmod 600 ${file}`);
  });

  const sound = 'k3J9x-Qw8Zt_5LmR2vB7nC4hY6pD1sF0';
  it.each([
    [
      'is short',
      { jwtSecret: sound.slice(1), vinKey: `${sound}A` },
      'JWT_SECRET is shorter than 32',
    ],
    [
      'is one character often',
      { jwtSecret: 'a'.repeat(64), vinKey: sound },
      'JWT_SECRET can be guessed',
    ],
    ['is an example', { jwtSecret: sound, vinKey: `changeme-${sound}` }, 'VIN_KEY can be guessed'],
    ['is used twice', { jwtSecret: sound, vinKey: sound }, 'are the same'],
    ['is missing', { jwtSecret: sound }, 'lacks jwtSecret or vinKey'],
  ])('are refused when one %s', (_name, keys, sentence) => {
    write(keys);
    expect(() => load()).toThrow(sentence);
  });

  it('are refused when they are no JSON', () => {
    writeFileSync(file, 'jwtSecret=1', { mode: 0o600 });
    expect(() => load()).toThrow(/is not JSON/);
  });

  it('can come from the environment, which wins', () => {
    const other = [...sound].reverse().join('');
    expect(load({ JWT_SECRET: sound, VIN_KEY: other })).toMatchObject({
      jwtSecret: sound,
      vinKey: other,
    });
    const stored = createServerKeys(file, false);
    expect(load({ JWT_SECRET: sound })).toMatchObject({ jwtSecret: sound, vinKey: stored.vinKey });
  });

  it('from the environment are held to the same rules', () => {
    expect(() => load({ JWT_SECRET: 'naif-demo-'.repeat(4), VIN_KEY: sound })).toThrow(
      'JWT_SECRET can be guessed',
    );
  });
});
