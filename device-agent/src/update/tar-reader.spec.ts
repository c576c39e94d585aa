import { BadArchive, readTar } from './tar-reader.js';

/** A header block and its content, as tar writes them. */
function entry(name: string, content = '', change: (header: Buffer) => void = () => undefined) {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  change(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

const END = Buffer.alloc(1024);

async function read(archive: Buffer, chunkBytes = 100): Promise<[string, string, string][]> {
  const entries: [string, string, string][] = [];
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < archive.length; at += chunkBytes) {
      yield await Promise.resolve(archive.subarray(at, at + chunkBytes));
    }
  };
  for await (const { path, kind, content } of readTar(chunks())) {
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(piece);
    entries.push([path, kind, Buffer.concat(pieces).toString()]);
  }
  return entries;
}

it.each([1, 100, 512, 5000])('reads files and folders in chunks of %d bytes', async (bytes) => {
  const long = 'x'.repeat(1500);
  const folder = entry('a/', '', (header) => header.write('5', 156));
  const deep = entry('file', 'deep', (header) => header.write('a/b', 345));
  const archive = Buffer.concat([folder, entry('a/empty'), entry('a/long', long), deep, END]);
  expect(await read(archive, bytes)).toEqual([
    ['a', 'folder', ''],
    ['a/empty', 'file', ''],
    ['a/long', 'file', long],
    ['a/b/file', 'file', 'deep'],
  ]);
});

it.each(['/etc/passwd', '../up', 'a/../../up', 'a/./b', 'a//b', 'a\\b', '..', ''])(
  'refuses the name %j',
  async (name) => {
    await expect(read(Buffer.concat([entry(name, 'x'), END]))).rejects.toThrow(BadArchive);
  },
);

it.each(['1', '2', '3', '4', '6', 'x', 'L'])('refuses an entry of kind %s', async (kind) => {
  const link = entry('link', '', (header) => {
    header.write(kind, 156);
    header.write('/etc/passwd', 157);
  });
  await expect(read(Buffer.concat([link, END]))).rejects.toThrow(BadArchive);
});

it('refuses what is damaged or cut short', async () => {
  const whole = Buffer.concat([entry('a', 'x'.repeat(600)), END]);
  await expect(read(whole.subarray(0, 900))).rejects.toThrow('ends too soon');
  await expect(read(whole.subarray(0, 200))).rejects.toThrow('ends too soon');
  const damaged = Buffer.from(whole);
  damaged[5] = 0x41;
  await expect(read(damaged)).rejects.toThrow('damaged');
});
