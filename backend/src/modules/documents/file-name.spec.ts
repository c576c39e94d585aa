import { attachmentOf } from './file-name.js';

describe('a document is saved', () => {
  it('under its title, with the ending of what it is', () => {
    expect(attachmentOf('Licence', 'application/pdf')).toBe(
      `attachment; filename="Licence.pdf"; filename*=UTF-8''Licence.pdf`,
    );
  });

  it('with accents for browsers that know them, without for the others', () => {
    expect(attachmentOf('Carte grise (été) d’Élie', 'image/jpeg')).toBe(
      `attachment; filename="Carte grise (ete) d_Elie.jpg"; filename*=UTF-8''Carte%20grise%20%28%C3%A9t%C3%A9%29%20d%E2%80%99%C3%89lie.jpg`,
    );
  });

  it.each([
    '../../etc/passwd',
    '"; filename="evil.exe',
    'C:\\autoexec',
    '...',
    'a\r\nSet-Cookie: b',
    '🚗',
    "it's",
  ])('under a harmless name, whatever the title: %j', (title) => {
    const header = attachmentOf(title, 'application/pdf');
    expect(header).toMatch(
      /^attachment; filename="[ -!#-.0-[\]-~]+\.pdf"; filename\*=UTF-8''[\w.!~%-]+\.pdf$/,
    );
  });
});
