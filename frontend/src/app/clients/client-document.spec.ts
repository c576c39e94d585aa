import { fileFault, MOST_BYTES, titleOf } from './client-document';

describe('a document', () => {
  it.each([
    ['no file', null, 'required'],
    ['an empty one', { size: 0, type: 'application/pdf' }, 'empty'],
    ['the largest one', { size: MOST_BYTES, type: 'image/png' }, null],
    ['a larger one', { size: MOST_BYTES + 1, type: 'image/png' }, 'DOCUMENT.TOO_LARGE'],
    ['a program', { size: 9, type: 'application/x-msdownload' }, 'DOCUMENT.TYPE_REFUSED'],
    ['one whose type nobody knows', { size: 9, type: '' }, null],
  ])('%s', (_, file, fault) => expect(fileFault(file)).toBe(fault));

  it.each([
    ['Permis_recto.pdf', 'Permis recto'],
    ['scan.2026.jpeg', 'scan.2026'],
    ['Carte grise', 'Carte grise'],
  ])('that comes as %s is called %s', (name, title) => expect(titleOf(name)).toBe(title));
});
