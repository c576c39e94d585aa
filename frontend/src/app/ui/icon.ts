import { Component, computed, input } from '@angular/core';
import { iconPaths, type IconName } from './icon-paths';

/** An icon beside words. It says nothing to screen readers: the words do. */
@Component({
  selector: 'naif-icon',
  template: `<svg viewBox="0 -960 960 960" aria-hidden="true" focusable="false">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: var(--icon-size, 20px);
      block-size: var(--icon-size, 20px);
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: currentColor;
    }
  `,
})
export class Icon {
  /** Which icon, by its Material Symbols name. */
  readonly name = input.required<IconName>();

  protected readonly path = computed(() => iconPaths[this.name()]);
}
