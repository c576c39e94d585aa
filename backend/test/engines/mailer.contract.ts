import type { Mail, Mailer } from '../../src/ports/mailer.js';

/** A mail as it arrived. */
export interface ArrivedMail {
  /** The addresses to which it was delivered. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

const MAIL: Mail = {
  kind: 'test',
  to: 'zoe@test.example',
  subject: 'Votre accès',
  text: 'Bonjour,\n\nà bientôt.\n',
};

/** What every `Mailer` promises. `arrived()` answers every mail that has arrived, the newest first. */
export function mailerContract(mailer: () => Mailer, arrived: () => readonly ArrivedMail[]): void {
  const newest = (): ArrivedMail => arrived()[0]!;
  const plain = (text: string | undefined): string | undefined =>
    text?.replaceAll('\r\n', '\n').replace(/\n+$/, '\n');

  it('says that it can send', () => {
    expect(mailer().isConfigured).toBe(true);
  });

  it('answers when it is asked whether it would take mail, and sends none', async () => {
    const before = arrived().length;
    await mailer().ping();
    expect(arrived()).toHaveLength(before);
  });

  it('has delivered the mail once it resolves, to its one recipient', async () => {
    const before = arrived().length;
    await mailer().send(MAIL);
    expect(arrived()).toHaveLength(before + 1);
    expect(newest().recipients).toEqual(['zoe@test.example']);
    expect(newest().subject).toBe('Votre accès');
    expect(plain(newest().text)).toBe(MAIL.text);
    expect(newest().html).toBeUndefined();
  });

  it('keeps text as it is: accents, long lines, dots at the start of lines, links', async () => {
    const link = `https://naif.example/reset#${'a1-_'.repeat(60)}`;
    const text = `Élodie, 5 € — « ça »\n.\n..two dots\nFrom here\n=3D\n${link}\n${'mot '.repeat(400)}fin\n`;
    await mailer().send({ ...MAIL, text });
    expect(plain(newest().text)).toBe(text);
  });

  it('carries HTML beside the text', async () => {
    await mailer().send({ ...MAIL, html: '<p>à bientôt</p>' });
    expect(plain(newest().text)).toBe(MAIL.text);
    expect(newest().html?.trim()).toBe('<p>à bientôt</p>');
  });

  it('makes one line of a subject: nobody adds recipients or headers by it', async () => {
    await mailer().send({ ...MAIL, subject: 'Hello\r\nBcc: eve@test.example\r\n\r\nbody' });
    expect(newest().subject).toBe('Hello Bcc: eve@test.example body');
    expect(newest().recipients).toEqual(['zoe@test.example']);
  });

  it.each([
    ['nothing', ''],
    ['no address', 'zoe'],
    ['two', 'zoe@test.example, eve@test.example'],
    ['two by a line break', 'zoe@test.example\r\neve@test.example'],
    ['one with a name', 'Zoé <zoe@test.example>'],
    ['a group', 'all:zoe@test.example;'],
  ])('refuses a recipient that is not one address: %s', async (_, to) => {
    const before = arrived().length;
    await expect(mailer().send({ ...MAIL, to })).rejects.toMatchObject({ code: 'MAIL.NOT_TAKEN' });
    expect(arrived()).toHaveLength(before);
  });

  it('sends many at once', async () => {
    const before = arrived().length;
    const subjects = Array.from({ length: 20 }, (_, index) => `Mail ${index}`);
    await Promise.all(subjects.map((subject) => mailer().send({ ...MAIL, subject })));
    const got = arrived()
      .slice(0, arrived().length - before)
      .map(({ subject }) => subject);
    expect(got.sort()).toEqual(subjects.sort());
  });
}
