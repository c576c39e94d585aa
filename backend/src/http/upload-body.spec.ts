import { UPLOAD_LIMITS } from '@naif/wire';
import { gzipSync } from 'node:zlib';
import { parseUpload } from './upload-body.js';

const body = { localtime: '2026-11-25T12:00:00Z', records: [] };
const json = Buffer.from(JSON.stringify(body));
const padded = (bytes: number, more: object): Buffer => {
  const text = JSON.stringify({ ...body, ...more, pad: '' });
  return Buffer.from(JSON.stringify({ ...body, ...more, pad: 'x'.repeat(bytes - text.length) }));
};
const codeOf = (raw: Buffer, encoding?: string): Promise<unknown> =>
  parseUpload(raw, encoding).then(
    () => 'taken',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('parseUpload', () => {
  it('takes plain JSON and gzip, small and large', async () => {
    await expect(parseUpload(json, undefined)).resolves.toEqual(body);
    await expect(parseUpload(gzipSync(json), 'gzip')).resolves.toEqual(body);
    const noise = Array.from({ length: 20_000 }, () => Math.random());
    const large = Buffer.from(JSON.stringify({ ...body, noise }));
    await expect(parseUpload(gzipSync(large), ' GZIP ')).resolves.toEqual({ ...body, noise });
  });

  it.each([
    ['1 MiB without pictures', padded(UPLOAD_LIMITS.bytes, {}), 'taken'],
    ['a byte more', padded(UPLOAD_LIMITS.bytes + 1, {}), 'UPLOAD.TOO_LARGE'],
    ['a byte more with a picture', padded(UPLOAD_LIMITS.bytes + 1, { pictures: [{}] }), 'taken'],
    [
      'a byte more with no picture in it',
      padded(UPLOAD_LIMITS.bytes + 1, { pictures: [] }),
      'UPLOAD.TOO_LARGE',
    ],
    ['8 MiB with a picture', padded(UPLOAD_LIMITS.bytesWithPictures, { pictures: [{}] }), 'taken'],
    [
      'a byte more than 8 MiB',
      padded(UPLOAD_LIMITS.bytesWithPictures + 1, { pictures: [{}] }),
      'UPLOAD.TOO_LARGE',
    ],
  ])('%s, packed: %#', async (_, bytes, expected) => {
    expect(await codeOf(gzipSync(bytes), 'gzip')).toBe(expected);
  });

  it.each([
    ['broken JSON', Buffer.from('{"localtime":'), undefined, 'UPLOAD.MALFORMED'],
    ['nothing', Buffer.alloc(0), undefined, 'UPLOAD.MALFORMED'],
    ['JSON that claims to be gzip', json, 'gzip', 'UPLOAD.MALFORMED'],
    ['half a gzip', gzipSync(json).subarray(0, 30), 'gzip', 'UPLOAD.MALFORMED'],
    ['nothing as gzip', Buffer.alloc(0), 'gzip', 'UPLOAD.MALFORMED'],
    ['gzip that claims to be JSON', gzipSync(json), undefined, 'UPLOAD.MALFORMED'],
    ['another packing', json, 'br', 'UPLOAD.ENCODING_NOT_SUPPORTED'],
  ])('refuses %s', async (_, raw, encoding, code) => {
    expect(await codeOf(raw, encoding)).toBe(code);
  });

  it('stops a gzip bomb at the limit: its 256 MiB never exist', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    const before = process.memoryUsage();
    expect(await codeOf(bomb, 'gzip')).toBe('UPLOAD.TOO_LARGE');
    const after = process.memoryUsage();
    const grown = after.arrayBuffers + after.external - before.arrayBuffers - before.external;
    expect(grown).toBeLessThan(32 * 1024 * 1024);
  });
});
