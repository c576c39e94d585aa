import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

const TICK_MS = 1000;

/**
 * The present moment as a signal that moves once a second: ages read it. A hidden page costs nothing, and
 * is right again in the moment it is shown.
 */
@Service()
export class Now {
  private readonly document = inject(DOCUMENT);
  private readonly time = signal(Date.now());
  private aheadMs = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Now by the server's clock as far as we know it, ms since the epoch. */
  readonly ms = this.time.asReadonly();

  constructor() {
    const follow = (): void => {
      if (this.document.hidden) this.pause();
      else this.run();
    };
    follow();
    this.document.addEventListener('visibilitychange', follow);
    inject(DestroyRef).onDestroy(() => {
      this.pause();
      this.document.removeEventListener('visibilitychange', follow);
    });
  }

  /** Ages are counted by the server's clock: it is `aheadMs` ahead of this browser's (negative: behind). */
  setAhead(aheadMs: number): void {
    this.aheadMs = Math.round(aheadMs);
  }

  private run(): void {
    const tick = (): void => this.time.set(Date.now() + this.aheadMs);
    tick();
    this.timer ??= setInterval(tick, TICK_MS);
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
