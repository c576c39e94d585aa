import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import { browserStorage } from '../ui/browser-storage';
import { Theme } from '../ui/theme';

const STORAGE_KEY = 'naif.shortcuts';
/** The second key of `g f` has to follow within this time. */
const SEQUENCE_MS = 1500;

/**
 * One-key shortcuts of the whole application. They rest while somebody types, and can be switched off:
 * speech input and shaky hands press keys that were not meant (WCAG 2.1.4).
 */
@Service()
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly theme = inject(Theme);
  private readonly on = signal(browserStorage.get(STORAGE_KEY) !== 'off');
  private wentAtMs = -Infinity;

  readonly enabled = this.on.asReadonly();

  enable(enabled: boolean): void {
    browserStorage.set(STORAGE_KEY, enabled ? 'on' : 'off');
    this.on.set(enabled);
  }

  /** Does what a key asks for; `openHelp` shows the list. Returns whether the key meant something. */
  press(event: KeyboardEvent, openHelp: () => void): boolean {
    if (!this.on() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))
      return false;
    const afterG = event.timeStamp - this.wentAtMs < SEQUENCE_MS;
    this.wentAtMs = event.key === 'g' ? event.timeStamp : -Infinity;
    if (afterG && event.key === 'f') {
      void this.router.navigate(['/fleet']);
      return true;
    }
    switch (event.key) {
      case '?':
        openHelp();
        return true;
      case '/':
        return this.focusSearch();
      case 'd':
        this.theme.choose(this.theme.current() === 'dark' ? 'light' : 'dark');
        return true;
      default:
        return false;
    }
  }

  private focusSearch(): boolean {
    const field = this.document.querySelector<HTMLInputElement>('main input[type=search]');
    field?.focus();
    return field !== null;
  }
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(input|textarea|select)$/i.test(target.tagName) ||
      target.closest('[role=dialog],[role=menu]') !== null)
  );
}
