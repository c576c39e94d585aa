/**
 * Draws the application's icons from their one source, `frontend/public/icons/naif.svg`, in Chromium:
 * `node scripts/draw-icons.mts`. The results are committed; run it when the mark changes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '../frontend/public/icons');

interface Drawing {
  readonly file: string;
  readonly size: number;
  /** Share of the edge that the mark fills: a maskable icon keeps its content in the inner 80 %. */
  readonly share: number;
  readonly background: string;
}

const DRAWINGS: readonly Drawing[] = [
  { file: 'naif-192.png', size: 192, share: 0.86, background: '#ffffff' },
  { file: 'naif-512.png', size: 512, share: 0.86, background: '#ffffff' },
  { file: 'naif-maskable-512.png', size: 512, share: 0.6, background: '#ffffff' },
];

const svg = readFileSync(join(FOLDER, 'naif.svg'), 'base64');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { file, size, share, background } of DRAWINGS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const edge = Math.round(size * share);
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${background}">` +
      `<img width="${edge}" height="${edge}" src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.waitForFunction(() => document.images[0]?.complete);
  writeFileSync(join(FOLDER, file), await page.screenshot());
  await page.close();
}
await browser.close();
