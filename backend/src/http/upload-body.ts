import { UPLOAD_LIMITS } from '@naif/wire';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { UploadEncodingError, UploadMalformedError, UploadTooLargeError } from './upload.errors.js';

const gunzipAside = promisify(gunzip);

/** Compressed bodies up to here are unpacked in place: handing so little to another thread takes longer. */
const IN_PLACE_BYTES = 32_768;

/** Where pictures may be: without this word an upload has none, and needs not be parsed to know it. */
const PICTURES = Buffer.from('"pictures"');

/**
 * The JSON of an upload, out of the bytes that came: unpacked (`gzip` or as it is) and parsed once. Never
 * unpacks more than an upload may have, whatever a gzip bomb promises: zlib stops at the limit.
 *
 * The limit is 1 MiB of JSON, and 8 MiB when `pictures` holds any.
 */
export async function parseUpload(raw: Buffer, encoding: string | undefined): Promise<unknown> {
  const bytes = await unpack(raw, encoding?.trim().toLowerCase() ?? 'identity');
  const large = bytes.length > UPLOAD_LIMITS.bytes;
  if (large && !bytes.includes(PICTURES)) throw new UploadTooLargeError(SIZE_RULE);
  const body = parse(bytes);
  if (large && !hasPictures(body)) throw new UploadTooLargeError(SIZE_RULE);
  return body;
}

const SIZE_RULE = `An upload has at most ${UPLOAD_LIMITS.bytes} bytes of JSON after decompression, ${UPLOAD_LIMITS.bytesWithPictures} when it holds pictures.`;

async function unpack(raw: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'identity' || encoding === '') return raw;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new UploadEncodingError(encoding);
  try {
    return (raw.length <= IN_PLACE_BYTES && unpackInPlace(raw)) || (await gunzipAside(raw, MOST));
  } catch (error) {
    if (isTooLarge(error)) throw new UploadTooLargeError(SIZE_RULE);
    throw new UploadMalformedError('The upload is not whole gzip.', error);
  }
}

const MOST = { maxOutputLength: UPLOAD_LIMITS.bytesWithPictures };

/** `undefined`: it is larger than it looks, and shall not hold up everybody else. */
function unpackInPlace(raw: Buffer): Buffer | undefined {
  try {
    return gunzipSync(raw, { maxOutputLength: UPLOAD_LIMITS.bytes });
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new UploadMalformedError('The upload is not JSON.', error);
  }
}

function hasPictures(body: unknown): boolean {
  const pictures: unknown = (body as { pictures?: unknown } | null)?.pictures;
  return Array.isArray(pictures) && pictures.length > 0;
}
