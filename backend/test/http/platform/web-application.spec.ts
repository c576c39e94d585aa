import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../app-harness.js';

describe('the web application', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-web-'));
  let test: TestApp;
  beforeAll(async () => {
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>NAIF</title>');
    writeFileSync(join(folder, 'main-ABCD1234.js'), 'console.log(1)');
    writeFileSync(join(folder, 'ngsw.json'), '{}');
    writeFileSync(join(folder, 'media', 'font-ZZZZ9999.woff2'), 'font');
    writeFileSync(join(folder, '..', 'naif-outside.txt'), 'secret');
    test = await TestApp.start({ env: { WEB_DIR: folder } });
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
    rmSync(join(folder, '..', 'naif-outside.txt'));
  });

  const get = (path: string, accept = 'text/html'): Promise<Response> =>
    fetch(`${test.origin}${path}`, { headers: { accept } });

  it.each(['/', '/fleet', '/vehicles/0f8fad5b-d9cb-469f-a165-70867728950e?tab=live'])(
    'opens at %s, never from a stale cache',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('<title>NAIF</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it.each(['/main-ABCD1234.js', '/media/font-ZZZZ9999.woff2'])(
    'lets browsers keep %s for a year',
    async (path) => {
      const answer = await get(path, '*/*');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    },
  );

  it('asks for the list of its files each time', async () => {
    expect((await get('/ngsw.json', '*/*')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['a script that is gone', '/main-OLD00000.js', '*/*'],
    ['an address of the API', '/api/unknown', 'text/html'],
    ['an address below the figures', '/metrics/unknown', 'text/html'],
    ['a page asked for as data', '/fleet', 'application/json'],
    ['a file outside of it', '/..%2fnaif-outside.txt', '*/*'],
    ['a file outside of it, twice wrapped', '/%252e%252e%252fnaif-outside.txt', '*/*'],
  ])('does not stand in for %s', async (_name, path, accept) => {
    const answer = await get(path, accept);
    expect([403, 404]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('never answers a post with a page', async () => {
    const answer = await fetch(`${test.origin}/fleet`, {
      method: 'POST',
      headers: { accept: 'text/html' },
    });
    expect(answer.status).toBe(404);
  });

  it('says how to build it when it is not there', async () => {
    const bare = await TestApp.start({ env: { WEB_DIR: join(folder, 'nothing') } });
    try {
      const answer = await fetch(bare.origin, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain('npm run build');
    } finally {
      await bare.close();
    }
  });
});
