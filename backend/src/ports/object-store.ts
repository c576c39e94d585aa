import type { Readable } from 'node:stream';
import { DomainError } from '../errors/domain-error.js';

/** Injection token of the `ObjectStore` port. */
export const OBJECT_STORE = Symbol('ObjectStore');

/** What is known of an object without reading it. */
export interface ObjectStat {
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** Which bytes are wanted: from `fromByte` (the first is 0) up to, but without, `toByte`; left out: to the end. */
export interface ByteRange {
  readonly fromByte: number;
  readonly toByte?: number;
}

/** An object with its bytes on their way. Whoever gets it reads the stream to its end or destroys it. */
export interface StoredObject {
  readonly stat: ObjectStat;
  readonly content: Readable;
}

/** How an object is taken in. */
export interface PutOptions {
  readonly contentType: string;
  /** More than this is refused. */
  readonly maxBytes: number;
}

/**
 * Where files live: pictures, papers, clips. A key is opaque: any text of 1 to 200 characters, which no adapter takes
 * for a path. Every adapter passes `backend/test/engines/object-store.contract.ts`. A store that does not answer, or
 * has no room, rejects with `StoreUnavailableError`.
 */
export interface ObjectStore {
  /**
   * Stores the whole stream durably under the key: when the promise resolves it survives a power cut, and readers
   * see either all of it or, before, what was there. When it rejects nothing has changed: because the stream failed
   * (with its error) or was too long (`ObjectTooLargeError`). The stream is destroyed then.
   */
  put(key: string, content: Readable, options: PutOptions): Promise<ObjectStat>;

  /** The object, or the bytes of it that lie in the range; `undefined` when there is none. */
  get(key: string, range?: ByteRange): Promise<StoredObject | undefined>;

  /** What is known of the object; `undefined` when there is none. */
  stat(key: string): Promise<ObjectStat | undefined>;

  /** Removes the object; says nothing when there is none. Who reads it already reads it to its end. */
  delete(key: string): Promise<void>;
}

/** The stream held more than was allowed. */
export class ObjectTooLargeError extends DomainError {
  constructor(readonly maxBytes: number) {
    super('too-large', 'OBJECT.TOO_LARGE', `No more than ${maxBytes} bytes are taken.`);
  }
}
