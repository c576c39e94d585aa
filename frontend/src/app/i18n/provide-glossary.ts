import { type EnvironmentProviders, isDevMode, makeEnvironmentProviders } from '@angular/core';
import { provideTransloco, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { type Language, languages } from './language';

/** Loads the words that a language begins with. */
export type LoadWords = (language: Language) => Promise<Translation>;

/** The words of the frame and of the first pages, each language in a lazy chunk of its own. */
export const loadFrameWords: LoadWords = (language) =>
  language === 'en'
    ? import('./frame-en').then((m) => m.frame)
    : import('./frame-fr').then((m) => m.frame);

/** Provides translation. @param load the words to begin with; `PageWords` adds those of later pages */
export function provideGlossary(load: LoadWords = loadFrameWords): EnvironmentProviders {
  class GlossaryLoader implements TranslocoLoader {
    getTranslation(language: string): Promise<Translation> {
      return load(language === 'en' ? 'en' : 'fr');
    }
  }
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
