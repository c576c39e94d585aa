/** What stands behind an object's bytes in its file. Programs that open the file itself see its bytes first. */
export interface ObjectFooter {
  readonly key: string;
  readonly contentType: string;
}

const MARK = Buffer.from('NAIFOBJ1');
/** Length of the JSON, then the mark. */
export const TAIL_BYTES = 4 + MARK.length;
/** Keys and content types are short. */
export const MOST_FOOTER_BYTES = 4_096;

/** The footer as bytes: JSON, its length, the mark. */
export function footerBytes(footer: ObjectFooter): Buffer {
  const json = Buffer.from(JSON.stringify(footer));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([json, length, MARK]);
}

/**
 * Reads the footer off a file's last bytes.
 * @returns the footer and how many bytes it takes; `undefined` when this is no file of ours
 */
export function readFooter(end: Buffer): (ObjectFooter & { bytes: number }) | undefined {
  const tail = end.subarray(-TAIL_BYTES);
  if (tail.length < TAIL_BYTES || !tail.subarray(4).equals(MARK)) return undefined;
  const length = tail.readUInt32BE(0);
  const json = end.subarray(0, -TAIL_BYTES).subarray(-length);
  if (length === 0 || json.length < length) return undefined;
  const { key, contentType } = JSON.parse(json.toString('utf8')) as ObjectFooter;
  return { key, contentType, bytes: length + TAIL_BYTES };
}
