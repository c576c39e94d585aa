import { computed, effect, inject, Service, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { injectWords, type WordKey } from '../i18n/words';

/**
 * The browser's title: the page's own name first, then the product's. Routes name theirs by a key of the
 * glossary; a page that knows better (a vehicle's plate) says so with `name`.
 */
@Service()
export class PageTitles extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly t = injectWords();
  private readonly key = signal<WordKey | null>(null);
  private readonly given = signal<string | null>(null);

  /** What kind of page is open: the route's own name, for the top bar. */
  readonly section = computed(() => {
    const key = this.key();
    return key === null ? null : this.t(key);
  });

  constructor() {
    super();
    effect(() => {
      const page = this.given() ?? this.section();
      this.title.setTitle(page === null ? 'NAIF Control' : `${page} · NAIF Control`);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    // Route titles are typed as strings; `app.routes.ts` gives them as `WordKey`.
    this.key.set((this.buildTitle(snapshot) as WordKey | undefined) ?? null);
    this.given.set(null);
  }

  /** Names the page that is open, until the next navigation. */
  name(page: string): void {
    this.given.set(page);
  }
}
