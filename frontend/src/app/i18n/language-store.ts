import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { BrowserChoice } from '../ui/browser-choice';
import { chooseLanguage, isLanguage, type Language } from './language';
import { PageWords } from './page-words';

/**
 * The interface's language: the account's, unless somebody chose another one here that no account knows yet; before
 * anybody is signed in the last one, else the browser's, else French.
 */
@Service()
export class LanguageStore {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = inject(TranslocoService);
  private readonly choice = new BrowserChoice('naif.language', isLanguage);
  private readonly pageWords = inject(PageWords);
  private readonly current = signal<Language>('fr');
  private wantsPageWords = false;

  /** The language that is shown. Its glossary is loaded. */
  readonly language = this.current.asReadonly();

  /** Shows the language that this browser used last or prefers. Resolves when its words are there. */
  start(): Promise<void> {
    const wishes = this.document.defaultView?.navigator.languages ?? [];
    return this.show(this.choice.read() ?? chooseLanguage(wishes));
  }

  /** The reader picks a language: it is remembered in this browser. */
  choose(language: Language): Promise<void> {
    this.choice.choose(language);
    return this.show(language);
  }

  /** What the reader chose here and no account knows. */
  own(): Language | undefined {
    return this.choice.own();
  }

  /** Takes the account's language. */
  async adopt(language: string): Promise<void> {
    if (!isLanguage(language)) return;
    this.choice.follow(language);
    // Words that cannot be downloaded just now must not keep anybody from signing in.
    await this.show(language).catch(() => undefined);
  }

  /** A page needs more words than the first ones: from now on they are there in whatever language is shown. */
  async wantPageWords(): Promise<void> {
    this.wantsPageWords = true;
    await this.pageWords.load(this.current());
  }

  private async show(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
    if (this.wantsPageWords) await this.pageWords.load(language);
    this.transloco.setActiveLang(language);
    this.document.documentElement.lang = language;
    this.current.set(language);
  }
}
