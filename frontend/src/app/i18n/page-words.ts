import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Language } from './language';

/** The words of the pages that are not there from the beginning: each language is a lazy chunk of its own. */
@Service()
export class PageWords {
  private readonly transloco = inject(TranslocoService);
  private readonly loaded = new Set<Language>();

  /** Resolves when they are there. */
  async load(language: Language): Promise<void> {
    if (this.loaded.has(language)) return;
    const { pages } = await (language === 'en' ? import('./pages-en') : import('./pages-fr'));
    this.transloco.setTranslation(pages, language, { merge: true });
    this.loaded.add(language);
  }
}
