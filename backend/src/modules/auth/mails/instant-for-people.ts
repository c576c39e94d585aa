import type { Account } from '../account.entity.js';

/** An instant as the account's holder reads it: in their language and time zone. */
export function instantForPeople(
  atMs: number,
  { language, timeZone }: Pick<Account, 'language' | 'timeZone'>,
): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone,
  }).format(atMs);
}
