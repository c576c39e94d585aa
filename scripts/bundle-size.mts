import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressed } from './precompress.mts';
import { type Outcome, ROOT } from './processes.mts';

/** What a visitor may have to download, compressed, before the frame of the application stands; bytes. */
export const INITIAL_LIMIT = 250_000;

const BROWSER = join(ROOT, 'dist/frontend/browser');
/** The pages that come first: the login page, then the frame around every page. */
const FIRST_PAGES = ['login-page', 'shell'];
/** What must come later, and a string by which each is recognised. */
const LATER = new Map([
  ['Leaflet', 'leaflet-container'],
  ['uPlot', 'u-cursor-pt'],
  ['socket.io', 'websocket error'],
]);

/** A file of the initial download with its compressed size. */
interface Downloaded {
  readonly name: string;
  readonly bytes: number;
}

/** Names of the scripts that a script imports at once: `import("…")` is later. */
function staticImports(source: string): string[] {
  return [...source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, name = '']) => name);
}

/** The scripts that load before the first page stands. */
function scripts(folder: string, files: readonly string[], index: string): Set<string> {
  const wanted = [
    ...[...index.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, name = '']) => name),
    ...FIRST_PAGES.map((page) => files.find((name) => name.startsWith(`${page}-`)) ?? page),
    // One language; French has the longer words.
    files.find((name) => /^frame-fr-[\w-]{8}\.js$/.test(name)) ?? 'frame-fr',
  ];
  const seen = new Set<string>();
  for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    wanted.push(...staticImports(readFileSync(join(folder, next), 'utf8')));
  }
  return seen;
}

/** Everything of the initial download: page, scripts, styles, the Latin letters, the mark. */
export function initialDownload(folder = BROWSER): readonly Downloaded[] {
  const files = readdirSync(folder);
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  const styles = [...index.matchAll(/href="([^"]+\.css)"/g)].map(([, name = '']) => name);
  const fonts = readdirSync(join(folder, 'media')).filter((name) => /^inter-latin-wght/.test(name));
  const names = [
    'index.html',
    'icons/naif.svg',
    ...scripts(folder, files, index),
    ...new Set(styles),
    ...fonts.map((name) => `media/${name}`),
  ];
  return names.map((name) => {
    const content = readFileSync(join(folder, name));
    return { name, bytes: name.endsWith('.woff2') ? content.length : compressed(content).length };
  });
}

/** Whether the built web application keeps to the limit and leaves the heavy parts for later. */
export function checkInitialDownload(folder = BROWSER): Outcome {
  if (!existsSync(join(folder, 'index.html'))) return { code: 1, output: 'No build to measure.' };
  const parts = initialDownload(folder);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const faults = parts
    .filter(({ name }) => name.endsWith('.js'))
    .flatMap(({ name }) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [...LATER]
        .filter(([, mark]) => source.includes(mark))
        .map(([library]) => `${library} is in ${name}, which loads at once.`);
    });
  const size = `The initial download is ${Math.round(total / 1000)} kB compressed; the limit is ${INITIAL_LIMIT / 1000} kB.`;
  if (total > INITIAL_LIMIT) {
    const largest = [...parts].sort((a, b) => b.bytes - a.bytes).slice(0, 8);
    faults.push(size, ...largest.map(({ name, bytes }) => `  ${bytes} ${name}`));
  }
  return faults.length === 0 ? { code: 0, output: size } : { code: 1, output: faults.join('\n') };
}
