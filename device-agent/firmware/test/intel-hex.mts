const FLASH_WORDS = 0x4000;
const DATA = 0;
const END_OF_FILE = 1;

/**
 * Reads an Intel HEX file: lines of `:`, count, address, type, data and checksum, in hexadecimal.
 * @returns the flash memory of an ATmega328P, erased where the file says nothing
 * @throws Error when a line is malformed, or the end is missing
 */
export function programOf(text: string): Uint16Array {
  const flash = new Uint8Array(FLASH_WORDS * 2).fill(0xff);
  for (const line of text.split(/\r?\n/)) {
    const record = Buffer.from(line.slice(1), 'hex');
    const isWhole = line.startsWith(':') && record.length * 2 === line.length - 1;
    const sum = record.reduce((all, byte) => (all + byte) & 0xff, 0);
    if (!isWhole || record.length !== (record[0] ?? 0) + 5 || sum !== 0) {
      throw new Error(`Not a line of Intel HEX: ${line}`);
    }
    const type = record.readUInt8(3);
    if (type === END_OF_FILE) return new Uint16Array(flash.buffer);
    // Longer addresses (type 2 and up) begin where this memory ends.
    if (type !== DATA) throw new Error(`A line of Intel HEX of type ${type}`);
    flash.set(record.subarray(4, -1), record.readUInt16BE(1));
  }
  throw new Error('The Intel HEX file has no end.');
}
