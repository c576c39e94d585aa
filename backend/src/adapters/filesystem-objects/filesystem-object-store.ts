import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type ByteRange,
  type ObjectStat,
  type ObjectStore,
  ObjectTooLargeError,
  type PutOptions,
  type StoredObject,
} from '../../ports/object-store.js';
import { StoreUnavailableError } from '../../ports/store-unavailable.js';
import { footerBytes, MOST_FOOTER_BYTES, readFooter } from './object-footer.js';

/** Where unfinished files lie. */
const UNFINISHED = 'unfinished';

/** An object's file, open, and how long its own bytes are. */
interface OpenObject {
  readonly file: FileHandle;
  readonly stat: ObjectStat;
}

/**
 * Objects as files of one folder, named by the hash of their key, 65 536 sub-folders deep enough for millions. A file
 * is written aside, made durable, and only then given its name.
 */
export class FilesystemObjectStore implements ObjectStore {
  private prepared: Promise<void> | undefined;

  /** @param folder belongs to this process alone; made when it is first needed */
  constructor(private readonly folder: string) {}

  async put(key: string, content: Readable, options: PutOptions): Promise<ObjectStat> {
    try {
      await this.prepare();
    } catch (error) {
      content.destroy();
      throw error;
    }
    const aside = join(this.folder, UNFINISHED, randomUUID());
    try {
      const sizeBytes = await this.write(aside, key, content, options);
      await this.giveName(aside, this.pathOf(key));
      return { sizeBytes, contentType: options.contentType };
    } catch (error) {
      content.destroy();
      await rm(aside, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async get(
    key: string,
    { fromByte, toByte }: ByteRange = { fromByte: 0 },
  ): Promise<StoredObject | undefined> {
    const object = await this.open(key);
    if (!object) return undefined;
    const { file, stat } = object;
    const end = Math.min(toByte ?? stat.sizeBytes, stat.sizeBytes);
    if (fromByte >= end) {
      await file.close();
      return { stat, content: Readable.from([]) };
    }
    return { stat, content: file.createReadStream({ start: fromByte, end: end - 1 }) };
  }

  async stat(key: string): Promise<ObjectStat | undefined> {
    const object = await this.open(key);
    await object?.file.close();
    return object?.stat;
  }

  async delete(key: string): Promise<void> {
    await asStore(rm(this.pathOf(key), { force: true }));
  }

  /** What a crash left unfinished goes: nobody else writes here. */
  private prepare(): Promise<void> {
    this.prepared ??= this.clear().catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private async clear(): Promise<void> {
    const unfinished = join(this.folder, UNFINISHED);
    await asStore(rm(unfinished, { recursive: true, force: true }));
    await asStore(mkdir(unfinished, { recursive: true, mode: 0o700 }));
  }

  private async write(
    path: string,
    key: string,
    content: Readable,
    { contentType, maxBytes }: PutOptions,
  ): Promise<number> {
    const file = await asStore(open(path, 'wx', 0o600));
    try {
      let sizeBytes = 0;
      for await (const chunk of content as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw new ObjectTooLargeError(maxBytes);
        await asStore(file.writeFile(chunk));
      }
      await asStore(file.writeFile(footerBytes({ key, contentType })));
      await asStore(file.sync());
      return sizeBytes;
    } finally {
      await file.close();
    }
  }

  /** The name is durable when its folder is. */
  private async giveName(aside: string, path: string): Promise<void> {
    const folder = dirname(path);
    await asStore(mkdir(folder, { recursive: true, mode: 0o700 }));
    await asStore(rename(aside, path));
    for (const each of [folder, dirname(folder), this.folder]) await asStore(syncFolder(each));
  }

  private async open(key: string): Promise<OpenObject | undefined> {
    const file = await asStore(openIfThere(this.pathOf(key)));
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      const length = Math.min(size, MOST_FOOTER_BYTES);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      const footer = readFooter(buffer);
      if (footer?.key !== key) throw new Error(`The file of an object has no footer of its own`);
      const { contentType, bytes } = footer;
      return { file, stat: { sizeBytes: size - bytes, contentType } };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private pathOf(key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.folder, name.slice(0, 2), name.slice(2, 4), name);
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What the file system refuses (no room, no permission, a broken disk) is the store's trouble, not the caller's. */
async function asStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new StoreUnavailableError(error);
  }
}
