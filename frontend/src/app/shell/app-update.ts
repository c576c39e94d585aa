import { DestroyRef, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { SwUpdate } from '@angular/service-worker';

/** Control rooms keep a page open for days: a new version is looked for every half hour. */
const LOOK_EVERY_MS = 30 * 60_000;

/** Knows when a newer version of the application lies ready. */
@Service()
export class AppUpdate {
  private readonly updates = inject(SwUpdate);
  private readonly waiting = signal(false);

  readonly ready = this.waiting.asReadonly();

  constructor() {
    if (!this.updates.isEnabled) return;
    this.updates.versionUpdates.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.type === 'VERSION_READY') this.waiting.set(true);
    });
    // The cached version is broken (storage was cleared under it): only a fresh start helps.
    this.updates.unrecoverable.pipe(takeUntilDestroyed()).subscribe(() => location.reload());
    const look = setInterval(() => {
      this.updates.checkForUpdate().catch(() => undefined);
    }, LOOK_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(look));
  }

  /** Starts the new version. */
  apply(): void {
    location.reload();
  }
}
