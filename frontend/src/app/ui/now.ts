import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

const TICK_MS = 1000;

/** The present moment as a signal that moves once a second while the page is visible: ages read it. */
@Service()
export class Now {
  private readonly document = inject(DOCUMENT);
  private readonly time = signal(Date.now());

  /** Now, ms since the epoch. */
  readonly ms = this.time.asReadonly();

  constructor() {
    const tick = (): void => {
      if (!this.document.hidden) this.time.set(Date.now());
    };
    const timer = setInterval(tick, TICK_MS);
    this.document.addEventListener('visibilitychange', tick);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.document.removeEventListener('visibilitychange', tick);
    });
  }
}
