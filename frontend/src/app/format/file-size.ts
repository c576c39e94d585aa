import type { Language } from '../i18n/language';
import { formatQuantity } from './numbers';

const KILO = 1024;

/** A file's size for people: `182 ko` in French, `182 kB` in English. */
export function fileSize(bytes: number, language: Language): string {
  const letter = language === 'fr' ? 'o' : 'B';
  const kilos = bytes / KILO;
  if (kilos < KILO) return formatQuantity(Math.max(1, kilos), `k${letter}`, language);
  return formatQuantity(kilos / KILO, `M${letter}`, language, 1);
}
