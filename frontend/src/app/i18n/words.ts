import { inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Glossary } from './fr';
import { LanguageStore } from './language-store';

type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** Every key of the glossary, as a path: `login.title`. A key that does not exist does not compile. */
export type WordKey = KeysOf<Glossary>;

/** Looks a word up in the language that is shown; `{{ name }}` in it is replaced from `values`. */
export type Translate = (
  key: WordKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/**
 * The translation function for a component: `protected readonly t = injectWords()`. It reads the
 * language's signal, so that templates and computed values follow when the language changes.
 */
export function injectWords(): Translate {
  const transloco = inject(TranslocoService);
  const { language } = inject(LanguageStore);
  return (key, values) => transloco.translate(key, { ...values }, language());
}
