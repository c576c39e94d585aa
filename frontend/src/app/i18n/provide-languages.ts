import { type EnvironmentProviders, isDevMode, makeEnvironmentProviders } from '@angular/core';
import { provideTransloco, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { languages } from './language';

/** Loads a language's glossary as a lazy chunk of its own. */
export class GlossaryLoader implements TranslocoLoader {
  getTranslation(language: string): Promise<Translation> {
    return language === 'en' ? import('./en').then((m) => m.en) : import('./fr').then((m) => m.fr);
  }
}

/** Provides translation with the lazily loaded glossaries. */
export function provideLanguages(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: [...languages],
        defaultLang: languages[0],
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: GlossaryLoader,
    }),
  ]);
}
