import { Component, input, linkedSignal } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';

/** A value that is shown only when somebody asks for it, and hidden again with the record. */
@Component({
  selector: 'naif-hidden-value',
  imports: [Icon],
  template: `
    <span class="value tabular" [id]="id" aria-live="polite">{{
      shown() ? value() : '•••••••••••••'
    }}</span>
    <button
      type="button"
      class="button quiet-button"
      [attr.aria-expanded]="shown()"
      [attr.aria-controls]="id"
      [attr.aria-label]="t(shown() ? 'form.hide' : 'form.show') + ' – ' + label()"
      (click)="shown.set(!shown())"
    >
      <naif-icon [name]="shown() ? 'visibility_off' : 'visibility'" />
      {{ t(shown() ? 'form.hide' : 'form.show') }}
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      align-items: center;
    }
    .value {
      overflow-wrap: anywhere;
    }
    .button {
      min-block-size: 32px;
      padding: 0 8px;
      font-size: 13px;
    }
    naif-icon {
      --icon-size: 16px;
    }
  `,
})
export class HiddenValue {
  protected readonly t = injectWords();
  protected readonly id = `hidden-value-${++values}`;

  readonly value = input.required<string>();
  /** What the value is, for screen readers. */
  readonly label = input.required<string>();

  /** Another value starts hidden. */
  protected readonly shown = linkedSignal({ source: this.value, computation: () => false });
}

let values = 0;
