import { Service, signal } from '@angular/core';
import { browserStorage } from './browser-storage';

const STORAGE_KEY = 'naif.shortcuts';

/**
 * Whether keys alone, without Ctrl, mean something. They rest while somebody types, and can be switched off for good:
 * speech input and shaky hands press keys that were not meant (WCAG 2.1.4).
 */
@Service()
export class OneKey {
  private readonly on = signal(browserStorage.get(STORAGE_KEY) !== 'off');

  readonly enabled = this.on.asReadonly();

  enable(enabled: boolean): void {
    browserStorage.set(STORAGE_KEY, enabled ? 'on' : 'off');
    this.on.set(enabled);
  }

  /** Whether this key, pressed here and now, may mean something. */
  listens(event: KeyboardEvent): boolean {
    return (
      this.on() &&
      !event.defaultPrevented &&
      !(event.ctrlKey || event.metaKey || event.altKey) &&
      !isTyping(event)
    );
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
