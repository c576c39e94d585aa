import { Component, computed, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { LiveConnection } from '../live/live-connection';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';

/** Whether what is shown is kept up to date: live, (re)connecting, offline. Changes are announced. */
@Component({
  selector: 'naif-connection-badge',
  imports: [Icon],
  host: { role: 'status', '[attr.data-state]': 'state()', '[title]': 'hint()' },
  template: `<naif-icon [name]="icon()" /><span>{{ word() }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-block-size: 32px;
      padding: 0 10px;
      border-radius: 16px;
      font-size: 13px;
      white-space: nowrap;
    }
    naif-icon {
      --icon-size: 18px;
    }
    :host([data-state='live']) naif-icon {
      color: var(--moving);
    }
    :host([data-state='connecting']),
    :host([data-state='reconnecting']) {
      background: var(--attention-soft);
      naif-icon {
        color: var(--attention);
      }
    }
    :host([data-state='offline']) {
      background: var(--critical-soft);
      naif-icon {
        color: var(--critical);
      }
    }
  `,
})
export class ConnectionBadge {
  private readonly t = injectWords();
  protected readonly state = inject(LiveConnection).state;

  protected readonly word = computed(() => this.t(`shell.connection.${this.state()}`));
  protected readonly hint = computed(() => this.t(`shell.connectionHint.${this.state()}`));
  protected readonly icon = computed<IconName>(() => {
    const state = this.state();
    switch (state) {
      case 'live':
        return 'cloud_done';
      case 'connecting':
      case 'reconnecting':
        return 'sync';
      case 'offline':
        return 'cloud_off';
      default:
        return state satisfies never;
    }
  });
}
