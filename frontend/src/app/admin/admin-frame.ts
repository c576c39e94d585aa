import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { injectWords, type WordKey } from '../i18n/words';
import { type Permission, SessionStore } from '../session/session-store';

/** A page of the administration, and who may open it. */
interface Tab {
  readonly path: string;
  readonly word: WordKey;
  readonly needs: Permission;
}

const TABS: readonly Tab[] = [
  { path: '/admin/accounts', word: 'administration.accounts.title', needs: 'read:accounts' },
  { path: '/admin/roles', word: 'administration.roles.title', needs: 'read:settings' },
  { path: '/admin/portfolios', word: 'portfolios.title', needs: 'manage:portfolios' },
  { path: '/admin/devices', word: 'administration.devices.title', needs: 'list:devices' },
  { path: '/admin/audit', word: 'admin.audit.title', needs: 'read:audit-trail' },
  { path: '/admin/system', word: 'administration.system.title', needs: 'read:system' },
];

/** The administration: its pages side by side above the one that is open. */
@Component({
  selector: 'naif-admin-frame',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    @if (tabs().length > 0) {
      <nav [attr.aria-label]="t('administration.tabs')">
        @for (tab of tabs(); track tab.path) {
          <a
            #link
            [routerLink]="tab.path"
            routerLinkActive="active"
            ariaCurrentWhenActive="page"
            (isActiveChange)="bringIntoSight(link, $event)"
            >{{ t(tab.word) }}</a
          >
        }
      </nav>
    }
    <div class="page"><router-outlet /></div>
  `,
  styleUrl: './admin-frame.scss',
})
export class AdminFrame {
  private readonly session = inject(SessionStore);
  protected readonly t = injectWords();

  protected readonly tabs = computed(() => TABS.filter(({ needs }) => this.session.can(needs)));

  /** On phones not all of them have room. */
  protected bringIntoSight(link: HTMLElement, isActive: boolean): void {
    if (isActive) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
