import { inflateSync } from 'node:zlib';

/** Windows code page 1252 beyond Latin 1, from 0x80 on. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a PDF whose fonts are PDF's own: what its content streams show, one line a piece. */
export function pdfText(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const lines: string[] = [];
  for (const [, packed = '', stream = ''] of file.matchAll(
    /<<([^]*?)>>\s*stream\r?\n([^]*?)\r?\nendstream/g,
  )) {
    const content = packed.includes('FlateDecode')
      ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
      : stream;
    for (const [, pieces = ''] of content.matchAll(/\[([^\]]*)\]\s*TJ/g)) lines.push(shown(pieces));
  }
  return lines.join('\n');
}

/** What the hexadecimal strings of a `TJ` operator say. */
function shown(pieces: string): string {
  return [...pieces.matchAll(/<([0-9a-fA-F]*)>/g)]
    .flatMap(([, hex = '']) => [...Buffer.from(hex, 'hex')])
    .map((code) => WINDOWS_1252[code - 0x80] ?? String.fromCharCode(code))
    .join('');
}
