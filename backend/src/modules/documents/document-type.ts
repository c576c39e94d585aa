import type { DocumentType } from './document.entity.js';

/** So many first bytes tell what a file is. */
export const TELLING_BYTES = 12;

/**
 * What a file is, by its first bytes; `undefined`: nothing that is taken. Its name and what the browser says of it
 * are not asked.
 *
 * PDF: ISO 32000-1, 7.5.2. PNG: W3C PNG, 5.2. JPEG: start of image and the next marker, ITU-T T.81, B.1.1.
 * WebP: RIFF container, RFC 9649.
 */
export function documentTypeOf(start: Buffer): DocumentType | undefined {
  if (start.subarray(0, 5).equals(PDF)) return 'application/pdf';
  if (start.subarray(0, 8).equals(PNG)) return 'image/png';
  if (start.subarray(0, 3).equals(JPEG)) return 'image/jpeg';
  const isWebP = start.subarray(0, 4).equals(RIFF) && start.subarray(8, 12).equals(WEBP);
  return isWebP ? 'image/webp' : undefined;
}

const PDF = Buffer.from('%PDF-');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const RIFF = Buffer.from('RIFF');
const WEBP = Buffer.from('WEBP');
