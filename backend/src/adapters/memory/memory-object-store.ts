import { Readable } from 'node:stream';
import {
  type ByteRange,
  type ObjectStat,
  type ObjectStore,
  ObjectTooLargeError,
  type PutOptions,
  type StoredObject,
} from '../../ports/object-store.js';

interface Kept {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Objects in this process's memory: the twin that tests use. */
export class MemoryObjectStore implements ObjectStore {
  private readonly objects = new Map<string, Kept>();

  async put(key: string, content: Readable, options: PutOptions): Promise<ObjectStat> {
    const { contentType, maxBytes } = options;
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    // Leaving the loop early destroys the stream.
    for await (const chunk of content as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw new ObjectTooLargeError(maxBytes);
      chunks.push(chunk);
    }
    this.objects.set(key, { bytes: Buffer.concat(chunks), contentType });
    return { sizeBytes, contentType };
  }

  get(key: string, range: ByteRange = { fromByte: 0 }): Promise<StoredObject | undefined> {
    const kept = this.objects.get(key);
    if (!kept) return Promise.resolve(undefined);
    const bytes = kept.bytes.subarray(range.fromByte, range.toByte);
    return Promise.resolve({ stat: statOf(kept), content: Readable.from([bytes]) });
  }

  stat(key: string): Promise<ObjectStat | undefined> {
    const kept = this.objects.get(key);
    return Promise.resolve(kept && statOf(kept));
  }

  delete(key: string): Promise<void> {
    this.objects.delete(key);
    return Promise.resolve();
  }
}

function statOf({ bytes, contentType }: Kept): ObjectStat {
  return { sizeBytes: bytes.length, contentType };
}
