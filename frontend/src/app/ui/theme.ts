import { computed, DestroyRef, DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { BrowserChoice } from './browser-choice';

/** What a person may choose. */
export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const DARK = '(prefers-color-scheme: dark)';

/** Light or dark, as chosen or as the system has it. */
@Service()
export class Theme {
  private readonly document = inject(DOCUMENT);
  private readonly systemIsDark = signal(false);
  /** Also read by `public/theme-init.js`, before first paint. */
  private readonly stored = new BrowserChoice('naif.theme', isThemeChoice);
  private readonly chosen = signal<ThemeChoice>(this.stored.read() ?? 'system');

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
    this.stored.choose(choice);
    this.show(choice);
  }

  /** What was chosen here and no account knows. */
  own(): ThemeChoice | undefined {
    return this.stored.own();
  }

  /** Takes the account's theme. */
  adopt(choice: string | undefined): void {
    if (!isThemeChoice(choice)) return;
    this.stored.follow(choice);
    if (choice !== this.chosen()) this.show(choice);
  }

  private show(choice: ThemeChoice): void {
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

function isThemeChoice(value: unknown): value is ThemeChoice {
  return themeChoices.some((choice) => choice === value);
}
