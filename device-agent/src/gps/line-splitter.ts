/** Longest line that is looked at: the firmware's are under 300 bytes, NMEA's 82 and a few more in practice. */
const LONGEST_LINE = 1024;

/**
 * Cuts what comes over a line into lines of text, one character a byte, without their ends. Of a line without end only the
 * last part is kept, so that noise costs no memory and hides no sentence that follows it.
 */
export class LineSplitter {
  private rest = '';

  /** The lines that are complete now; empty ones are left out. */
  push(bytes: Uint8Array): readonly string[] {
    const text = this.rest + Buffer.from(bytes).toString('latin1');
    const lines = text.split(/[\r\n]+/);
    this.rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
    return lines.filter((line) => line !== '').map((line) => line.slice(-LONGEST_LINE));
  }
}
