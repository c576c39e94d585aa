import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT } from './processes.mts';

/** Texts compress; fonts and pictures are compressed already. */
const TEXT = /\.(js|css|html|json|svg|webmanifest)$/;
/** Below this a packet carries it anyway. */
const FROM_BYTES = 1024;

/** As small as Brotli makes it: once at build time, not with every request. */
export function compressed(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

/** Puts a `.br` twin beside each text of the built web application; the backend sends it to who takes it. */
export function precompress(folder = join(ROOT, 'dist/frontend/browser')): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!TEXT.test(name)) continue;
    const content = readFileSync(join(folder, name));
    if (content.length >= FROM_BYTES)
      writeFileSync(join(folder, `${name}.br`), compressed(content));
  }
}
