import { Component, computed, input } from '@angular/core';
import { injectWords } from '../i18n/words';

/** States that a badge can tell. */
export type BadgeState = 'moving' | 'stopped' | 'parked' | 'stale' | 'offline' | 'never';

/**
 * A vehicle's state as shape, colour and word: an arrow moves, a disc stands, a square with a P is parked,
 * a triangle has gone stale, a hollow ring is offline, a dashed ring was never seen.
 */
@Component({
  selector: 'naif-state-badge',
  template: `
    <svg viewBox="0 0 16 16" aria-hidden="true" [attr.data-state]="state()">
      @switch (state()) {
        @case ('moving') {
          <path d="M8 1.5 13.5 14 8 11.2 2.5 14Z" fill="currentColor" />
        }
        @case ('stopped') {
          <circle cx="8" cy="8" r="5" fill="currentColor" />
        }
        @case ('parked') {
          <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="currentColor" />
          <path
            d="M6.2 12V4.2h2.5a2.4 2.4 0 0 1 0 4.8H6.4"
            fill="none"
            stroke="var(--raised)"
            stroke-width="1.6"
          />
        }
        @case ('stale') {
          <path d="M8 1.8 15 14H1Z" fill="currentColor" />
          <path d="M8 6v4M8 11.4v1.4" stroke="var(--raised)" stroke-width="1.6" />
        }
        @case ('offline') {
          <circle cx="8" cy="8" r="4.6" fill="none" stroke="currentColor" stroke-width="2" />
        }
        @case ('never') {
          <circle
            cx="8"
            cy="8"
            r="4.6"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-dasharray="2 2"
          />
        }
      }
    </svg>
    @if (!iconOnly()) {
      <span>{{ word() }}</span>
    } @else {
      <span class="visually-hidden">{{ word() }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      white-space: nowrap;
      vertical-align: middle;
    }
    svg {
      flex: none;
      inline-size: 14px;
      block-size: 14px;
    }
    [data-state='moving'] {
      color: var(--moving);
    }
    [data-state='stopped'],
    [data-state='parked'] {
      color: var(--stopped);
    }
    [data-state='stale'] {
      color: var(--stale);
    }
    [data-state='offline'],
    [data-state='never'] {
      color: var(--offline);
    }
  `,
})
export class StateBadge {
  private readonly t = injectWords();

  readonly state = input.required<BadgeState>();
  /** Only the shape is shown; the word stays for screen readers. */
  readonly iconOnly = input(false);

  protected readonly word = computed(() => this.t(`state.${this.state()}`));
}
