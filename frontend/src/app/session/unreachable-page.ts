import { Component, DestroyRef, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';

const RETRY_MS = 5000;

/** Stands in for any page while the server cannot be reached at start; tries again by itself. */
@Component({
  selector: 'naif-unreachable-page',
  imports: [Icon],
  template: `<main>
    <naif-icon name="cloud_off" />
    <h1>{{ t('session.unreachableTitle') }}</h1>
    <p class="quiet" role="status">{{ t('session.unreachableText') }}</p>
    <button type="button" class="button" (click)="retry()">
      <naif-icon name="refresh" />{{ t('problem.retry') }}
    </button>
  </main>`,
  styles: `
    main {
      display: grid;
      gap: 16px;
      justify-items: center;
      align-content: center;
      min-block-size: 100dvh;
      padding: 24px;
      text-align: center;
    }
    main > naif-icon {
      --icon-size: 48px;
      color: var(--quiet);
    }
    h1 {
      font-size: 20px;
      font-weight: 600;
    }
    p {
      max-inline-size: 44ch;
    }
  `,
})
export class UnreachablePage {
  protected readonly t = injectWords();

  constructor() {
    // The address still names the page that was wanted: once the server answers, loading it anew is
    // the way there. Asked with a plain request, so that a page does not flicker every few seconds.
    const timer = setInterval(() => void this.tryQuietly(), RETRY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected retry(): void {
    location.reload();
  }

  private async tryQuietly(): Promise<void> {
    const answer = await fetch('/api/health/live').catch(() => null);
    if (answer?.ok) this.retry();
  }
}
