/** Tar works in blocks of this size. */
const BLOCK_BYTES = 512;
/** Fields of a header block, ustar (POSIX.1-1988): where they begin and how long they are. */
const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  size: [124, 12],
  checksum: [148, 8],
  kind: [156, 1],
  prefix: [345, 155],
} as const;

/** This is no archive that we would have made. The message is a sentence's end for people. */
export class BadArchive extends Error {
  readonly code = 'UPDATE.BAD_ARCHIVE';
}

/** One file or folder of an archive. */
export interface TarEntry {
  /** Relative, without `.` and `..`, with `/` between its parts and none at its end. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly executable: boolean;
  readonly bytes: number;
  /** The file's bytes; to be read before the next entry, or they are passed over. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Reads an uncompressed ustar archive as it comes. Takes files and folders with harmless names only: links,
 * devices, absolute names and names that lead out of the folder are refused with `BadArchive`, as are
 * damaged headers and an archive that ends too soon.
 */
export async function* readTar(chunks: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const source = new Blocks(chunks);
  for (;;) {
    const header = await source.take(BLOCK_BYTES);
    if (header.every((byte) => byte === 0)) return;
    const { size, ...entry } = parseHeader(header);
    let left = size;
    const content = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await source.some(left);
        left -= piece.length;
        yield piece;
      }
    };
    yield { ...entry, bytes: size, content: content() };
    while (left > 0) left -= (await source.some(left)).length;
    await source.take((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
  }
}

/** Gives a stream's bytes in the lengths that are asked for. */
class Blocks {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes. */
  async take(bytes: number): Promise<Buffer> {
    while (this.held.length < bytes) this.held = Buffer.concat([this.held, await this.next()]);
    return this.cut(bytes);
  }

  /** At least one byte, at most so many. */
  async some(most: number): Promise<Buffer> {
    while (this.held.length === 0) this.held = await this.next();
    return this.cut(Math.min(most, this.held.length));
  }

  private cut(bytes: number): Buffer {
    const piece = this.held.subarray(0, bytes);
    this.held = this.held.subarray(bytes);
    return piece;
  }

  private async next(): Promise<Buffer> {
    const next = await this.chunks.next();
    if (next.done === true) throw new BadArchive('it ends too soon');
    return next.value;
  }
}

type Header = Omit<TarEntry, 'content' | 'bytes'> & { readonly size: number };

function parseHeader(block: Buffer): Header {
  if (octal(block, 'checksum') !== checksum(block)) throw new BadArchive('it is damaged');
  const prefix = text(block, 'prefix');
  const path = safePath(prefix === '' ? text(block, 'name') : `${prefix}/${text(block, 'name')}`);
  const kind = text(block, 'kind');
  const executable = (octal(block, 'mode') & 0o111) !== 0;
  switch (kind) {
    case '':
    case '0':
      return { path, kind: 'file', executable, size: octal(block, 'size') };
    case '5':
      return { path, kind: 'folder', executable, size: 0 };
    default:
      throw new BadArchive(`${path} is neither a file nor a folder`);
  }
}

function safePath(name: string): string {
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
    throw new BadArchive(`the name ${JSON.stringify(name)} leads out of the package`);
  }
  return parts.join('/');
}

function text(block: Buffer, field: keyof typeof FIELDS): string {
  const [start, length] = FIELDS[field];
  const bytes = block.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? length : end).toString('utf8');
}

function octal(block: Buffer, field: keyof typeof FIELDS): number {
  const digits = text(block, field).trim();
  if (!/^[0-7]+$/.test(digits)) throw new BadArchive('it is damaged');
  return parseInt(digits, 8);
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksum(block: Buffer): number {
  const [start, length] = FIELDS.checksum;
  return block.reduce(
    (sum, byte, index) => sum + (index >= start && index < start + length ? 0x20 : byte),
    0,
  );
}
