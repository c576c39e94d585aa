import { mailPieces } from './mail-pieces';

describe('the pieces of a mail', () => {
  it('are its words and its links, nothing lost', () => {
    const text = 'Suivez ce lien :\n\nhttp://localhost:8080/invitation#a_b-C\n\nIl vaut 7 jours.';
    const pieces = mailPieces(text);
    expect(pieces.map(({ href }) => href)).toEqual([
      undefined,
      'http://localhost:8080/invitation#a_b-C',
      undefined,
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it.each([
    ['(see https://naif.example/a)', 'https://naif.example/a'],
    ['https://naif.example/a.', 'https://naif.example/a'],
  ])('leave what ends the sentence outside the link: %s', (text, href) => {
    const link = mailPieces(text).find((piece) => piece.href !== undefined);
    expect(link).toEqual({ text: href, href });
  });

  it.each(['no link', 'javascript:alert(1)', ''])('of "%s" are no links', (text) => {
    expect(mailPieces(text).some(({ href }) => href !== undefined)).toBe(false);
  });
});
