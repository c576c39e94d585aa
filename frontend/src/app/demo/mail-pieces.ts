/** A piece of a mail's text: words, or a link. */
export interface MailPiece {
  readonly text: string;
  readonly href?: string;
}

/** The addresses that our mails contain stand alone; a dot or a bracket behind one is the sentence's. */
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** A mail's text in pieces, so that its links can be followed. */
export function mailPieces(text: string): readonly MailPiece[] {
  const pieces: MailPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: match[0], href: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
