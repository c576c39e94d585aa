import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FilesystemObjectStore } from '../../src/adapters/filesystem-objects/filesystem-object-store.js';
import { MemoryObjectStore } from '../../src/adapters/memory/memory-object-store.js';
import { objectStoreContract } from './object-store.contract.js';

const PDF = { contentType: 'application/pdf', maxBytes: 1_000 };
const hello = (): Readable => Readable.from([Buffer.from('%PDF-hello')]);

describe('MemoryObjectStore', () => {
  const store = new MemoryObjectStore();
  objectStoreContract(() => store);
});

describe('FilesystemObjectStore', () => {
  let folder: string;
  let store: FilesystemObjectStore;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'naif-objects-'));
    store = new FilesystemObjectStore(join(folder, 'objects'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  objectStoreContract(() => store);

  const fileOf = (key: string): string => {
    const name = createHash('sha256').update(key).digest('hex');
    return join(folder, 'objects', name.slice(0, 2), name.slice(2, 4), name);
  };

  it('reads with a second store what a first one wrote', async () => {
    await store.put('kept', hello(), PDF);
    const again = new FilesystemObjectStore(join(folder, 'objects'));
    expect(await again.stat('kept')).toEqual({ sizeBytes: 10, contentType: 'application/pdf' });
  });

  it('makes files that nobody else reads, with the bytes of the object in front', async () => {
    await store.put('mode', hello(), PDF);
    expect(statSync(fileOf('mode')).mode & 0o777).toBe(0o600);
    expect(readFileSync(fileOf('mode'), 'latin1')).toMatch(/^%PDF-hello/);
  });

  it('leaves nothing unfinished, neither of its own failures nor of a crash before', async () => {
    const root = join(folder, 'crashed');
    mkdirSync(join(root, 'unfinished'), { recursive: true });
    writeFileSync(join(root, 'unfinished', 'half'), 'half of a file');
    const restarted = new FilesystemObjectStore(root);
    await expect(restarted.put('k', hello(), { ...PDF, maxBytes: 2 })).rejects.toMatchObject({
      code: 'OBJECT.TOO_LARGE',
    });
    expect(readdirSync(join(root, 'unfinished'))).toEqual([]);
    expect(readdirSync(root)).toEqual(['unfinished']);
  });

  it('is unavailable, not wrong, when the disk refuses', async () => {
    const inTheWay = join(folder, 'a-file');
    writeFileSync(inTheWay, '');
    const blocked = new FilesystemObjectStore(inTheWay);
    const content = hello();
    await expect(blocked.put('k', content, PDF)).rejects.toMatchObject({
      code: 'STORE.UNAVAILABLE',
    });
    expect(content.destroyed).toBe(true);
    rmSync(inTheWay);
    // Once the disk takes files again, so does the store.
    await expect(blocked.put('k', hello(), PDF)).resolves.toMatchObject({ sizeBytes: 10 });
  });

  it('refuses a file that is not the object of its key', async () => {
    await store.put('right', hello(), PDF);
    writeFileSync(fileOf('right'), 'something else altogether');
    await expect(store.get('right')).rejects.toThrow('no footer');
    expect(existsSync(fileOf('right'))).toBe(true);
  });
});
