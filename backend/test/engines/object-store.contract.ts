import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ByteRange, ObjectStore } from '../../src/ports/object-store.js';

const PDF = { contentType: 'application/pdf', maxBytes: 1_000_000 };

/** What every `ObjectStore` promises. */
export function objectStoreContract(store: () => ObjectStore): void {
  let key: string;
  beforeEach(() => {
    key = randomUUID();
  });

  const read = async (range?: ByteRange, of = key): Promise<string | undefined> => {
    const object = await store().get(of, range);
    if (!object) return undefined;
    return Buffer.concat(await object.content.toArray()).toString();
  };
  const put = (text: string, of = key) => store().put(of, Readable.from([Buffer.from(text)]), PDF);

  it('knows nothing of what was never put', async () => {
    expect(await store().get(key)).toBeUndefined();
    expect(await store().stat(key)).toBeUndefined();
    await expect(store().delete(key)).resolves.toBeUndefined();
  });

  it('gives back what it was given, byte by byte', async () => {
    const bytes = randomBytes(300_000);
    const chunks = Array.from({ length: 30 }, (_, index) =>
      bytes.subarray(index * 10_000, (index + 1) * 10_000),
    );
    const stat = { sizeBytes: 300_000, contentType: 'application/pdf' };
    expect(await store().put(key, Readable.from(chunks), PDF)).toEqual(stat);
    expect(await store().stat(key)).toEqual(stat);
    const object = await store().get(key);
    expect(object?.stat).toEqual(stat);
    const hash = createHash('sha256').update(Buffer.concat(await object!.content.toArray()));
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('takes an empty object', async () => {
    expect(await store().put(key, Readable.from([]), PDF)).toMatchObject({ sizeBytes: 0 });
    expect(await read()).toBe('');
  });

  it.each<[string, ByteRange, string]>([
    ['all', { fromByte: 0 }, '0123456789'],
    ['the first', { fromByte: 0, toByte: 3 }, '012'],
    ['some between', { fromByte: 4, toByte: 6 }, '45'],
    ['the last', { fromByte: 8 }, '89'],
    ['more than there are', { fromByte: 8, toByte: 100 }, '89'],
    ['none behind the end', { fromByte: 10 }, ''],
    ['none far behind the end', { fromByte: 500, toByte: 600 }, ''],
    ['an empty range', { fromByte: 5, toByte: 5 }, ''],
  ])('reads %s', async (_, range, expected) => {
    await put('0123456789');
    expect(await read(range)).toBe(expected);
    const object = await store().get(key, range);
    expect(object?.stat.sizeBytes).toBe(10);
    object?.content.destroy();
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a/b\\c:d',
    '..',
    'Ünïcode 🚗',
    ' ',
    'k'.repeat(200),
    'a\nb',
    '%2e%2e%2f',
  ])('takes %j for a key and nothing more', async (odd) => {
    await put('odd', odd);
    expect(await read(undefined, odd)).toBe('odd');
    await store().delete(odd);
    expect(await read(undefined, odd)).toBeUndefined();
  });

  it('tells keys apart that differ in case alone', async () => {
    await put('lower', `${key}-a`);
    await put('upper', `${key}-A`);
    expect(await read(undefined, `${key}-a`)).toBe('lower');
  });

  it('refuses one byte too many, and keeps nothing of it', async () => {
    const exact = Readable.from([Buffer.alloc(4), Buffer.alloc(6)]);
    await store().put(key, exact, { ...PDF, maxBytes: 10 });
    const other = randomUUID();
    const content = Readable.from([Buffer.alloc(4), Buffer.alloc(7)]);
    await expect(store().put(other, content, { ...PDF, maxBytes: 10 })).rejects.toMatchObject({
      code: 'OBJECT.TOO_LARGE',
      maxBytes: 10,
    });
    expect(content.destroyed).toBe(true);
    expect(await store().stat(other)).toBeUndefined();
  });

  it('rejects with the error of a stream that breaks off, and keeps nothing of it', async () => {
    const broken = new Error('the line broke');
    const content = Readable.from(
      (async function* () {
        yield Buffer.from('first');
        await sleep(1);
        throw broken;
      })(),
    );
    await expect(store().put(key, content, PDF)).rejects.toBe(broken);
    expect(await store().stat(key)).toBeUndefined();
  });

  it('replaces an object as a whole, or not at all', async () => {
    await put('old');
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('ne');
        throw new Error('the line broke');
      })(),
    );
    await expect(store().put(key, broken, PDF)).rejects.toThrow('the line broke');
    expect(await read()).toBe('old');
    await store().put(key, Readable.from([Buffer.from('new')]), {
      ...PDF,
      contentType: 'image/png',
    });
    expect(await read()).toBe('new');
    expect(await store().stat(key)).toEqual({ sizeBytes: 3, contentType: 'image/png' });
  });

  it('lets a reader finish an object that is removed meanwhile', async () => {
    await put('still there');
    const object = await store().get(key);
    await store().delete(key);
    expect(await store().get(key)).toBeUndefined();
    expect(Buffer.concat(await object!.content.toArray()).toString()).toBe('still there');
  });

  it('stores many at once, each its own', async () => {
    const keys = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(keys.map((one) => put(`of ${one}`, one)));
    for (const one of keys) expect(await read(undefined, one)).toBe(`of ${one}`);
  });

  it('leaves one whole object of two that are put under one key at once', async () => {
    const texts = ['a'.repeat(50_000), 'b'.repeat(50_000)];
    await Promise.all(texts.map((text) => put(text)));
    expect(texts).toContain(await read());
  });
}
