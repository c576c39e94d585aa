import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { browserStorage } from '../ui/browser-storage';
import { chooseLanguage, isLanguage, type Language } from './language';

const STORAGE_KEY = 'naif.language';

/** The interface's language: what the reader chose here, else the account's, else the browser's, else French. */
@Service()
export class LanguageStore {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = inject(TranslocoService);
  private readonly current = signal<Language>('fr');

  /** The language that is shown. Its glossary is loaded. */
  readonly language = this.current.asReadonly();

  /** Shows the language that this browser used last or prefers. Resolves when its words are there. */
  start(): Promise<void> {
    const wishes = this.document.defaultView?.navigator.languages ?? [];
    return this.show(this.stored() ?? chooseLanguage(wishes));
  }

  /** The reader picks a language: it is remembered in this browser. */
  choose(language: Language): Promise<void> {
    browserStorage.set(STORAGE_KEY, language);
    return this.show(language);
  }

  /** Takes the account's language unless the reader chose another one in this browser. */
  async adopt(language: string): Promise<void> {
    if (this.stored() !== undefined || !isLanguage(language)) return;
    // Words that cannot be downloaded just now must not keep anybody from signing in.
    await this.show(language).catch(() => undefined);
  }

  private async show(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
    this.transloco.setActiveLang(language);
    this.document.documentElement.lang = language;
    this.current.set(language);
  }

  private stored(): Language | undefined {
    const value = browserStorage.get(STORAGE_KEY);
    return isLanguage(value) ? value : undefined;
  }
}
