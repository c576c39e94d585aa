import type { Language } from '../account.entity.js';

/** What a mail to an account's holder may be about, and what it needs to say it. */
export type AccountMail =
  | { readonly kind: 'invitation'; readonly link: string; readonly validDays: number }
  | { readonly kind: 'password-reset'; readonly link: string; readonly validMinutes: number }
  | { readonly kind: 'password-changed'; readonly at: string }
  | {
      readonly kind: 'new-device';
      readonly at: string;
      /** Missing where it does not tell. */
      readonly device: string | undefined;
      readonly address: string;
    }
  | { readonly kind: 'login-code'; readonly code: string; readonly validMinutes: number }
  | { readonly kind: 'confirmation-code'; readonly code: string; readonly validMinutes: number }
  | { readonly kind: 'second-factor-changed'; readonly at: string }
  | { readonly kind: 'passkey-added'; readonly at: string; readonly label: string };

/** A mail's words: its subject and its paragraphs. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

type Words = {
  readonly [K in AccountMail['kind']]: (mail: Extract<AccountMail, { kind: K }>) => MailWords;
};

const NOT_YOU_FR =
  'Si ce n’était pas vous, changez votre mot de passe sans attendre et prévenez votre administrateur.';
const NOT_YOU_EN = 'If this was not you, change your password at once and tell your administrator.';

const FRENCH: Words = {
  invitation: ({ link, validDays }) => ({
    subject: 'Votre accès à NAIF Control',
    paragraphs: [
      'Un accès à NAIF Control a été créé pour vous. Choisissez votre mot de passe en suivant ce lien :',
      link,
      `Le lien fonctionne une seule fois, pendant ${validDays} jours.`,
    ],
  }),
  'password-reset': ({ link, validMinutes }) => ({
    subject: 'Choisir un nouveau mot de passe',
    paragraphs: [
      'Vous avez demandé un nouveau mot de passe pour NAIF Control. Choisissez-le en suivant ce lien :',
      link,
      `Le lien fonctionne une seule fois, pendant ${validMinutes} minutes.`,
      'Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.',
    ],
  }),
  'password-changed': ({ at }) => ({
    subject: 'Votre mot de passe a été changé',
    paragraphs: [`Le mot de passe de votre compte NAIF Control a été changé le ${at}.`, NOT_YOU_FR],
  }),
  'new-device': ({ at, device, address }) => ({
    subject: 'Nouvelle connexion à votre compte',
    paragraphs: [
      'Votre compte NAIF Control a été ouvert depuis un appareil ou un lieu inhabituel :',
      `${device ?? 'appareil inconnu'}, adresse ${address}, le ${at}.`,
      NOT_YOU_FR,
    ],
  }),
  'login-code': ({ code, validMinutes }) => ({
    subject: 'Votre code de connexion',
    paragraphs: [
      'Votre code de connexion à NAIF Control :',
      code,
      `Il fonctionne une seule fois, pendant ${validMinutes} minutes. Ne le donnez à personne : nous ne vous le demanderons jamais.`,
      'Si vous n’êtes pas en train de vous connecter, quelqu’un connaît votre mot de passe : changez-le sans attendre.',
    ],
  }),
  'confirmation-code': ({ code, validMinutes }) => ({
    subject: 'Votre code de confirmation',
    paragraphs: [
      'Votre code pour confirmer une modification de votre compte NAIF Control :',
      code,
      `Il fonctionne une seule fois, pendant ${validMinutes} minutes. Ne le donnez à personne : nous ne vous le demanderons jamais.`,
      'Si vous n’êtes pas en train de modifier votre compte, quelqu’un d’autre y est connecté : fermez vos autres sessions et changez votre mot de passe sans attendre.',
    ],
  }),
  'second-factor-changed': ({ at }) => ({
    subject: 'Votre double authentification a changé',
    paragraphs: [
      `La double authentification de votre compte NAIF Control a été modifiée le ${at}.`,
      NOT_YOU_FR,
    ],
  }),
  'passkey-added': ({ at, label }) => ({
    subject: 'Une clé d’accès a été ajoutée',
    paragraphs: [
      `La clé d’accès « ${label} » a été ajoutée à votre compte NAIF Control le ${at}.`,
      NOT_YOU_FR,
    ],
  }),
};

const ENGLISH: Words = {
  invitation: ({ link, validDays }) => ({
    subject: 'Your access to NAIF Control',
    paragraphs: [
      'An access to NAIF Control was created for you. Choose your password by following this link:',
      link,
      `The link works once, for ${validDays} days.`,
    ],
  }),
  'password-reset': ({ link, validMinutes }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'You asked for a new password for NAIF Control. Choose it by following this link:',
      link,
      `The link works once, for ${validMinutes} minutes.`,
      'If you did not ask for it, ignore this message: your password stays the same.',
    ],
  }),
  'password-changed': ({ at }) => ({
    subject: 'Your password was changed',
    paragraphs: [`The password of your NAIF Control account was changed on ${at}.`, NOT_YOU_EN],
  }),
  'new-device': ({ at, device, address }) => ({
    subject: 'New login to your account',
    paragraphs: [
      'Your NAIF Control account was opened from an unusual device or place:',
      `${device ?? 'unknown device'}, address ${address}, on ${at}.`,
      NOT_YOU_EN,
    ],
  }),
  'login-code': ({ code, validMinutes }) => ({
    subject: 'Your login code',
    paragraphs: [
      'Your code to log in to NAIF Control:',
      code,
      `It works once, for ${validMinutes} minutes. Give it to nobody: we will never ask you for it.`,
      'If you are not logging in, somebody knows your password: change it at once.',
    ],
  }),
  'confirmation-code': ({ code, validMinutes }) => ({
    subject: 'Your confirmation code',
    paragraphs: [
      'Your code to confirm a change of your NAIF Control account:',
      code,
      `It works once, for ${validMinutes} minutes. Give it to nobody: we will never ask you for it.`,
      'If you are not changing your account, somebody else is logged in to it: end your other sessions and change your password at once.',
    ],
  }),
  'second-factor-changed': ({ at }) => ({
    subject: 'Your second factor has changed',
    paragraphs: [
      `The second factor of your NAIF Control account was changed on ${at}.`,
      NOT_YOU_EN,
    ],
  }),
  'passkey-added': ({ at, label }) => ({
    subject: 'A passkey was added',
    paragraphs: [
      `The passkey “${label}” was added to your NAIF Control account on ${at}.`,
      NOT_YOU_EN,
    ],
  }),
};

const WORDS: Readonly<Record<Language, Words>> = { fr: FRENCH, en: ENGLISH };

/** The words of a mail in the account's language. */
export function wordsOf(mail: AccountMail, language: Language): MailWords {
  // Each kind's words take that kind's mail; the compiler cannot follow the pair through the table.
  const words = WORDS[language][mail.kind] as (mail: AccountMail) => MailWords;
  return words(mail);
}

/** The whole mail: greeting, paragraphs and signature, as text and as HTML. */
export function bodiesOf(
  { paragraphs }: MailWords,
  displayName: string,
  language: Language,
): { text: string; html: string } {
  const all = [
    language === 'fr' ? `Bonjour ${displayName},` : `Hello ${displayName},`,
    ...paragraphs,
    'NAIF Control',
  ];
  return {
    text: `${all.join('\n\n')}\n`,
    html: `<!doctype html><html lang="${language}"><meta charset="utf-8"><body>${all.map(paragraphHtml).join('')}</body></html>`,
  };
}

function paragraphHtml(paragraph: string): string {
  const safe = paragraph
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return /^https?:\/\/\S+$/.test(paragraph)
    ? `<p><a href="${safe}">${safe}</a></p>`
    : `<p>${safe}</p>`;
}
