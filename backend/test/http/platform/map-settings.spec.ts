import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../app-harness.js';

describe('the base map', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-map-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const withApp = async (
    env: Record<string, string>,
    look: (get: (path: string, range?: string) => Promise<Response>) => Promise<void>,
  ): Promise<void> => {
    const test = await TestApp.start({ env });
    try {
      const cookie = await test.loggedInAs('client');
      await look((path, range) =>
        fetch(`${test.origin}${path}`, { headers: { cookie, ...(range ? { range } : {}) } }),
      );
    } finally {
      await test.close();
    }
  };

  it('is the built-in one by default', () =>
    withApp({}, async (get) => {
      expect(await (await get('/api/settings/map')).json()).toEqual({});
      const archive = await get('/api/settings/map/tiles.pmtiles');
      expect(archive.status).toBe(404);
      expect(await archive.json()).toMatchObject({ code: 'MAP.NO_ARCHIVE' });
    }));

  it('can be a tile server', () =>
    withApp(
      { MAP_TILE_URL: 'https://tiles.example/{z}/{x}/{y}.png', MAP_TILE_ATTRIBUTION: '© somebody' },
      async (get) => {
        expect(await (await get('/api/settings/map')).json()).toEqual({
          tileUrl: 'https://tiles.example/{z}/{x}/{y}.png',
          attribution: '© somebody',
        });
      },
    ));

  it('can be an archive, which is read in ranges', () => {
    const file = join(folder, 'france.pmtiles');
    writeFileSync(file, 'PMTiles-and-so-on');
    return withApp({ MAP_PMTILES_FILE: file }, async (get) => {
      const { pmtilesUrl } = (await (await get('/api/settings/map')).json()) as {
        pmtilesUrl: string;
      };
      const part = await get(pmtilesUrl, 'bytes=0-6');
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe('bytes 0-6/17');
      expect(part.headers.get('content-type')).toBe('application/octet-stream');
      expect(await part.text()).toBe('PMTiles');
      expect((await get(pmtilesUrl, 'bytes=100-')).status).toBe(416);
    });
  });

  it('is for people who are logged in', async () => {
    const test = await TestApp.start();
    expect((await fetch(`${test.origin}/api/settings/map`)).status).toBe(401);
    await test.close();
  });
});
