import { DOCUMENT, inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { PreferencesStore } from '../session/preferences-store';
import { OneKey } from '../ui/one-key';
import { Theme } from '../ui/theme';
import { Navigation } from './navigation';

/** The second key of `g f` has to follow within this time. */
const SEQUENCE_MS = 1500;

/** Where `g` and a second key lead whom the navigation leads there. */
export const PLACES = {
  f: '/fleet',
  c: '/clients',
  v: '/vehicles',
  k: '/contracts',
  d: '/due',
  i: '/imports',
  a: '/admin',
} as const;

/** What a key may ask for that the shell alone can do. */
export interface ShortcutActions {
  readonly openHelp: () => void;
  readonly openSearch: () => void;
}

/** One-key shortcuts of the whole application; when they rest, says `OneKey`. */
@Service()
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly theme = inject(Theme);
  private readonly preferences = inject(PreferencesStore);
  private readonly navigation = inject(Navigation);
  private readonly oneKey = inject(OneKey);
  private wentAtMs = -Infinity;

  readonly enabled = this.oneKey.enabled;

  enable(enabled: boolean): void {
    this.oneKey.enable(enabled);
  }

  /** Does what a key asks for. Returns whether the key meant something. */
  press(event: KeyboardEvent, actions: ShortcutActions): boolean {
    // Not a key alone, so that it works while one types, and whoever switched the others off keeps it.
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      actions.openSearch();
      return true;
    }
    if (!this.oneKey.listens(event)) return false;
    const afterG = event.timeStamp - this.wentAtMs < SEQUENCE_MS;
    this.wentAtMs = event.key === 'g' ? event.timeStamp : -Infinity;
    const place = afterG
      ? new Map<string, string>(Object.entries(PLACES)).get(event.key)
      : undefined;
    if (place !== undefined) return this.go(place);
    switch (event.key) {
      case '?':
        actions.openHelp();
        return true;
      case '/':
        actions.openSearch();
        return true;
      case 'f':
        return this.focusFilter();
      case 'd':
        void this.preferences.chooseTheme(this.theme.current() === 'dark' ? 'light' : 'dark');
        return true;
      default:
        return false;
    }
  }

  private go(path: string): boolean {
    if (!this.navigation.leadsTo(path)) return false;
    void this.router.navigate([path]);
    return true;
  }

  private focusFilter(): boolean {
    const field = this.document.querySelector<HTMLInputElement>('main input[type=search]');
    field?.focus();
    return field !== null;
  }
}
