import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** Where there is nothing yet: what would be here, and (as content) the button that starts it. */
@Component({
  selector: 'naif-empty-state',
  imports: [Icon],
  template: `
    <naif-icon [name]="icon()" />
    <p class="title">{{ title() }}</p>
    <p class="quiet">{{ hint() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      justify-items: center;
      align-content: center;
      padding: 24px;
      text-align: center;
    }
    naif-icon {
      --icon-size: 32px;
      color: var(--quiet);
    }
    .title {
      font-weight: 600;
    }
    .quiet {
      max-inline-size: 46ch;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('inbox');
  readonly title = input.required<string>();
  readonly hint = input('');
}
