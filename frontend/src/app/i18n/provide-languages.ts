import { type EnvironmentProviders, isDevMode, makeEnvironmentProviders } from '@angular/core';
import { provideTransloco, type Translation, type TranslocoLoader } from '@jsverse/transloco';

/** Languages of the interface, the default one first. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** Loads a language's glossary as a lazy chunk of its own. */
export class GlossaryLoader implements TranslocoLoader {
  getTranslation(language: string): Promise<Translation> {
    return language === 'en'
      ? import('./en').then((m) => m.en)
      : import('./fr').then((m) => m.fr);
  }
}

/** Provides translation with the lazily loaded glossaries. */
export function provideLanguages(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: [...languages],
        defaultLang: 'fr',
        fallbackLang: 'fr',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: GlossaryLoader,
    }),
  ]);
}
