/** Codes of the characters of which a VIN consists: digits and capital letters. */
const FIRST = 0x30;
const LAST = 0x5a;
/** `X` in hexadecimal: what is shown instead. */
const SHOWN = '58';
/** The header of an answer with 11-bit ids, and an ECU's 29-bit one, when the adapter leaves out the blanks. */
const HEADERS = /^(?:7E[89A-F]|18DAF1[0-9A-F]{2})/i;
/** A line's number in a longer answer, as the adapter writes it without headers. */
const NUMBERED = /^[0-9A-F]: ?/i;

/** Whether a request asks for the VIN (mode 09, PID 02). */
export function asksForVin(request: string): boolean {
  return /^0902/.test(request.replace(/\s/g, ''));
}

/** Header and length, as far as they are there, and then the answer's code. */
const VIN_ANSWER = /^(?:[0-9A-F]:)?(?:7E[89A-F]|18DAF1..|486B..)?(?:1...|0.)?4902/i;

/** Whether an adapter's line begins an answer with the VIN, asked for or late. */
export function bringsVin(line: string): boolean {
  return VIN_ANSWER.test(line.replace(/\s/g, ''));
}

/** An adapter's line that answers such a request, without the VIN: its framing, and how long it was, stay. */
export function withoutVin(line: string): string {
  const numbered = NUMBERED.exec(line)?.[0] ?? '';
  const said = line.slice(numbered.length);
  // What the adapter says in words, such as <DATA ERROR behind a damaged answer, stays.
  const rest = /^[0-9A-F ]*/i.exec(said)?.[0] ?? '';
  const head = numbered === '' ? (HEADERS.exec(rest.replace(/ /g, ''))?.[0].length ?? 0) : 0;
  // The answer's own first bytes (49 02) have to stay; what stands before them is framing.
  const kept = Math.max(head, endOfAnswerCode(rest));
  const cut = placeAfter(rest, kept);
  const masked = rest.slice(cut).replace(/[0-9A-F]{2}/gi, maskedByte);
  return numbered + rest.slice(0, cut) + masked + said.slice(rest.length);
}

/** The place in a text behind so many hexadecimal digits. */
function placeAfter(text: string, digits: number): number {
  const upTo = new RegExp(`^(?: *[0-9A-F]){${digits}}`, 'i').exec(text);
  return upTo ? upTo[0].length : text.length;
}

/** How many hexadecimal digits stand up to and with `49 02`; 0 when it is not there. */
function endOfAnswerCode(rest: string): number {
  const plain = rest.replace(/[^0-9A-F]/gi, '');
  const at = /^(?:.*?)4902/i.exec(plain);
  return at ? at[0].length : 0;
}

function maskedByte(hex: string): string {
  const byte = parseInt(hex, 16);
  return byte >= FIRST && byte <= LAST ? SHOWN : hex;
}
