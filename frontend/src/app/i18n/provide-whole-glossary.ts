import type { EnvironmentProviders } from '@angular/core';
import { en } from './en';
import { fr } from './fr';
import { provideGlossary } from './provide-glossary';

/** Provides every word at once, for specs. */
export function provideWholeGlossary(): EnvironmentProviders {
  return provideGlossary((language) => Promise.resolve(language === 'en' ? en : fr));
}
