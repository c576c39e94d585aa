import { Service, signal } from '@angular/core';

/** How long a message stays; longer when it can be undone. */
const STAYS_MS = 6000;
const STAYS_UNDOABLE_MS = 12_000;

/** A short message at the edge of the page. */
export interface Toast {
  readonly text: string;
  /** Takes back what was done. */
  readonly undo?: () => void;
}

/** Says what was done, for a few seconds, and how to take it back. The newest message replaces the one before. */
@Service()
export class Toasts {
  private readonly shown = signal<Toast | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly current = this.shown.asReadonly();

  show(toast: Toast): void {
    this.shown.set(toast);
    this.rest();
  }

  /** Somebody reads it: it stays. */
  hold(): void {
    clearTimeout(this.timer);
  }

  /** Nobody reads it any more: it goes after a while. */
  rest(): void {
    clearTimeout(this.timer);
    const staysMs = this.shown()?.undo === undefined ? STAYS_MS : STAYS_UNDOABLE_MS;
    this.timer = setTimeout(() => this.close(), staysMs);
  }

  close(): void {
    clearTimeout(this.timer);
    this.shown.set(null);
  }
}
