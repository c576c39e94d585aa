import { Component, computed, input } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** Where a contract may stand. */
export type ContractState = 'quote' | 'active' | 'suspended' | 'terminated' | 'expired' | 'renewed';

const ICONS: Readonly<Record<ContractState, IconName>> = {
  quote: 'description',
  active: 'check_circle',
  suspended: 'pause_circle',
  terminated: 'cancel',
  expired: 'schedule',
  renewed: 'autorenew',
};

/** Where a contract stands, as shape, colour and word. */
@Component({
  selector: 'naif-contract-badge',
  imports: [Icon],
  host: { '[attr.data-state]': 'state()' },
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
      color: var(--stopped);
    }
    :host([data-state='active']) naif-icon {
      color: var(--moving);
    }
    :host([data-state='suspended']) naif-icon {
      color: var(--stale);
    }
    :host([data-state='terminated']) naif-icon {
      color: var(--critical);
    }
  `,
})
export class ContractBadge {
  private readonly t = injectWords();

  readonly state = input.required<ContractState>();

  protected readonly icon = computed(() => ICONS[this.state()]);
  protected readonly word = computed(() => this.t(`contractStatus.${this.state()}`));
}
