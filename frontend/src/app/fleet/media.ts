import { DestroyRef, DOCUMENT, inject, type Signal, signal } from '@angular/core';

/** Wide enough for list and map side by side. The style sheets say the same. */
export const WIDE = '(width >= 700px)';

/** Whether a media query holds, as a signal. For an injection context; where nothing is known: true. */
export function injectMedia(query: string): Signal<boolean> {
  const list = inject(DOCUMENT).defaultView?.matchMedia(query);
  const holds = signal(list?.matches ?? true);
  const follow = (): void => holds.set(list?.matches ?? true);
  list?.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => list?.removeEventListener('change', follow));
  return holds.asReadonly();
}
