import { documentTypeOf, TELLING_BYTES } from './document-type.js';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );

describe('a file is', () => {
  it.each<[string, Buffer]>([
    ['application/pdf', bytes('%PDF-1.7\n%')],
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR')],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF')],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 16], 'Exif')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ])('%s by its first bytes', (type, start) => {
    expect(documentTypeOf(start)).toBe(type);
    expect(documentTypeOf(start.subarray(0, TELLING_BYTES))).toBe(type);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a page', bytes('<!DOCTYPE html><html>')],
    ['a page that mentions a PDF', bytes('<!-- %PDF-1.7 --><script>')],
    ['a drawing that runs scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a moving picture', bytes('GIF89a')],
    ['a sound, of the same family as WebP', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['an archive, as which office documents come', bytes('PK', [3, 4])],
    ['a program', bytes([0x7f], 'ELF')],
    ['the half of a mark', bytes('%PD')],
    ['zeros', Buffer.alloc(100)],
  ])('refused when it is %s', (_, start) => {
    expect(documentTypeOf(start)).toBeUndefined();
  });
});
