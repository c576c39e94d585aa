import { Component, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';
import { type Toast, Toasts } from './toasts';

/** Where messages appear; the shell has one. */
@Component({
  selector: 'naif-toast-area',
  imports: [Icon],
  host: {
    role: 'status',
    '(mouseenter)': 'toasts.hold()',
    '(focusin)': 'toasts.hold()',
    '(mouseleave)': 'toasts.rest()',
    '(focusout)': 'toasts.rest()',
  },
  template: `
    @if (toasts.current(); as toast) {
      <div class="toast">
        <naif-icon name="check_circle" />
        <p>{{ toast.text }}</p>
        @if (toast.undo !== undefined) {
          <button type="button" class="undo" (click)="undo(toast)">{{ t('form.undo') }}</button>
        }
        <button
          type="button"
          class="icon-button"
          [attr.aria-label]="t('shell.close')"
          (click)="toasts.close()"
        >
          <naif-icon name="close" />
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      position: fixed;
      z-index: 900;
      inset-block-end: 24px;
      inset-inline: 0;
      display: grid;
      justify-items: center;
      pointer-events: none;
    }
    .toast {
      display: flex;
      gap: 10px;
      align-items: center;
      max-inline-size: min(560px, calc(100vw - 24px));
      padding: 4px 4px 4px 14px;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--raised);
      box-shadow: var(--shadow);
      pointer-events: auto;
    }
    .toast > naif-icon {
      color: var(--moving);
    }
    .undo {
      min-block-size: 40px;
      padding: 0 10px;
      border: 0;
      border-radius: 8px;
      background: none;
      color: var(--primary);
      font: inherit;
      font-weight: 600;
      cursor: pointer;
    }
    .undo:hover {
      background: var(--hover);
    }
    @media (width < 700px) {
      :host {
        inset-block-end: 84px;
      }
    }
  `,
})
export class ToastArea {
  protected readonly toasts = inject(Toasts);
  protected readonly t = injectWords();

  protected undo(toast: Toast): void {
    this.toasts.close();
    toast.undo?.();
  }
}
