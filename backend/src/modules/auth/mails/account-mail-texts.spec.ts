import { type AccountMail, bodiesOf, wordsOf } from './account-mail-texts.js';

const LINK = 'https://naif.example/invitation#t0ken&x';
const MAILS: readonly AccountMail[] = [
  { kind: 'invitation', link: LINK, validDays: 7 },
  { kind: 'password-reset', link: LINK, validMinutes: 30 },
  { kind: 'password-changed', at: '24/11/2026' },
  { kind: 'new-device', at: '24/11/2026', device: 'Firefox, Linux', address: '192.0.2.1' },
  { kind: 'login-code', code: '123456', validMinutes: 10 },
  { kind: 'confirmation-code', code: '123456', validMinutes: 10 },
  { kind: 'second-factor-changed', at: '24/11/2026' },
  { kind: 'passkey-added', at: '24/11/2026', label: 'Phone' },
];

describe('mails about accounts', () => {
  it.each(MAILS)('$kind: says everything it has to say, in both languages', (mail) => {
    const french = wordsOf(mail, 'fr');
    const english = wordsOf(mail, 'en');
    expect(french.subject).not.toBe(english.subject);
    const { kind: _, ...facts } = mail;
    for (const words of [french, english]) {
      const { text } = bodiesOf(words, 'Zoé', 'fr');
      for (const fact of Object.values(facts)) expect(text).toContain(String(fact));
      expect(words.subject).not.toContain('123456');
    }
  });

  it('greet in the language, as text and as HTML in which nothing is markup', () => {
    const words = wordsOf({ kind: 'invitation', link: LINK, validDays: 7 }, 'en');
    const { text, html } = bodiesOf(words, '<b>Eve</b> & "Co"', 'en');
    expect(text).toMatch(/^Hello <b>Eve<\/b> & "Co",\n\nAn access/);
    expect(html).toContain('<p>Hello &lt;b&gt;Eve&lt;/b&gt; &amp; &quot;Co&quot;,</p>');
    expect(html).toContain('<a href="https://naif.example/invitation#t0ken&amp;x">');
    expect(html).toContain('lang="en"');
    expect(bodiesOf(words, 'Zoé', 'fr').text).toMatch(/^Bonjour Zoé,/);
  });
});
