import { computed, DestroyRef, DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { browserStorage } from './browser-storage';

/** What a person may choose. */
export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Also read by `public/theme-init.js`, before first paint. */
const STORAGE_KEY = 'naif.theme';
const DARK = '(prefers-color-scheme: dark)';

/** Light or dark, as chosen in this browser or as the system has it. */
@Service()
export class Theme {
  private readonly document = inject(DOCUMENT);
  private readonly systemIsDark = signal(false);
  private readonly chosen = signal<ThemeChoice>(storedChoice());

  readonly choice = this.chosen.asReadonly();
  /** The theme that is shown. Canvas drawings read it to know when to take their colours anew. */
  readonly current = computed<'light' | 'dark'>(() => {
    const choice = this.chosen();
    if (choice !== 'system') return choice;
    return this.systemIsDark() ? 'dark' : 'light';
  });

  constructor() {
    const query = this.document.defaultView?.matchMedia(DARK);
    const follow = (): void => this.systemIsDark.set(query?.matches ?? false);
    follow();
    query?.addEventListener('change', follow);
    inject(DestroyRef).onDestroy(() => query?.removeEventListener('change', follow));
    effect(() => this.apply(this.current()));
  }

  choose(choice: ThemeChoice): void {
    browserStorage.set(STORAGE_KEY, choice);
    this.chosen.set(choice);
    // At once, not with the next effect: whoever draws on `current` reads the new colours.
    this.apply(this.current());
  }

  private apply(theme: 'light' | 'dark'): void {
    const root = this.document.documentElement;
    root.dataset['theme'] = theme;
    const surface = this.document.defaultView?.getComputedStyle(root).getPropertyValue('--surface');
    this.document.querySelector('meta[name=theme-color]')?.setAttribute('content', surface ?? '');
  }
}

function storedChoice(): ThemeChoice {
  const stored = browserStorage.get(STORAGE_KEY);
  return themeChoices.find((choice) => choice === stored) ?? 'system';
}
