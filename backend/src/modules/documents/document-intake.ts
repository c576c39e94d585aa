import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { OBJECT_STORE, type ObjectStore, ObjectTooLargeError } from '../../ports/object-store.js';
import type { DocumentType } from './document.entity.js';
import { documentTypeOf, TELLING_BYTES } from './document-type.js';
import { DocumentFileFault, DocumentTooLarge, DocumentTypeRefused } from './documents.errors.js';
import { LooseObjects } from './loose-objects.js';

/** The largest document, bytes: 10 MiB. */
export const MOST_DOCUMENT_BYTES = 10_485_760;

/** A file in the object store that has no row yet. */
export interface TakenFile {
  readonly objectKey: string;
  readonly contentType: DocumentType;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

/** Takes files into the object store: recognised, measured and hashed while they stream by. */
@Injectable()
export class DocumentIntake {
  constructor(
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    private readonly loose: LooseObjects,
  ) {}

  /** Nothing stays of what is refused. @throws DocumentFileFault, DocumentTypeRefused, DocumentTooLarge */
  async take(content: Readable): Promise<TakenFile> {
    const chunks = (content as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
      const start = await startOf(chunks);
      if (start.length === 0) throw new DocumentFileFault('empty');
      const contentType = documentTypeOf(start);
      if (!contentType) throw new DocumentTypeRefused();
      return await this.store(start, chunks, contentType);
    } finally {
      content.destroy();
    }
  }

  private async store(
    start: Buffer,
    rest: AsyncIterator<Buffer>,
    contentType: DocumentType,
  ): Promise<TakenFile> {
    const objectKey = randomUUID();
    const hash = createHash('sha256');
    await this.loose.expect(objectKey);
    try {
      const whole = Readable.from(hashed(start, rest, hash), { objectMode: false });
      const options = { contentType, maxBytes: MOST_DOCUMENT_BYTES };
      const { sizeBytes } = await this.objects.put(objectKey, whole, options);
      return { objectKey, contentType, sizeBytes, sha256: hash.digest() };
    } catch (error) {
      await this.loose.remove(objectKey);
      throw error instanceof ObjectTooLargeError ? new DocumentTooLarge(error.maxBytes) : error;
    }
  }
}

/** The first bytes, as many as tell what it is, where there are so many. */
async function startOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let start = Buffer.alloc(0);
  while (start.length < TELLING_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* hashed(
  start: Buffer,
  rest: AsyncIterator<Buffer>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  hash.update(start);
  yield start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    hash.update(next.value);
    yield next.value;
  }
}
