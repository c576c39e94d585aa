/** Languages of the interface, the default one first. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** Whether a string names one of our languages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The first of the wished languages (`fr-CA`, `en`, …) that we speak; else French. */
export function chooseLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const language = wish.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return languages[0];
}
