import { injectWords, type WordKey } from '../i18n/words';

/** Words of a field for faults that it knows to explain better than the general ones. */
export type FaultWords = Readonly<Record<string, WordKey>>;

/** Says what a fault is about, in plain words. */
export type SayFault = (code: string, own?: FaultWords) => string;

/**
 * The function that turns the code of a broken rule (`isEmail`, `CLIENT.EMAIL_TAKEN`) into a sentence: the field's own
 * words first, then the glossary's. A code that nobody knows still says that the value is refused.
 */
export function injectFaultWords(): SayFault {
  const t = injectWords();
  return (code, own = {}) => {
    const key = own[code] ?? (`fault.${code}` as WordKey);
    // A key without words is given back as it is.
    const words = t(key);
    return words === key ? t('fault.unknown') : words;
  };
}
