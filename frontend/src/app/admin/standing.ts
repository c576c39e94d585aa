import { Component, input } from '@angular/core';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';

/** How good it is that something stands so. */
export type Tone = 'good' | 'quiet' | 'warning' | 'bad';

/** How something stands, as shape, colour and word. */
@Component({
  selector: 'naif-standing',
  imports: [Icon],
  host: { '[attr.data-tone]': 'tone()' },
  template: `<naif-icon [name]="icon()" />{{ word() }}`,
  styles: `
    :host {
      display: inline-flex;
      gap: 6px;
      align-items: center;
      white-space: nowrap;
      vertical-align: middle;
    }
    naif-icon {
      --icon-size: 16px;
      flex: none;
      color: var(--stopped);
    }
    :host([data-tone='good']) naif-icon {
      color: var(--moving);
    }
    :host([data-tone='warning']) naif-icon {
      color: var(--stale);
    }
    :host([data-tone='bad']) naif-icon {
      color: var(--critical);
    }
  `,
})
export class Standing {
  readonly tone = input.required<Tone>();
  readonly icon = input.required<IconName>();
  readonly word = input.required<string>();
}
