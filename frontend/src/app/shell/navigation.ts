import { computed, inject, Service } from '@angular/core';
import type { WordKey } from '../i18n/words';
import { type Permission, SessionStore } from '../session/session-store';
import type { IconName } from '../ui/icon-paths';

/** One entry of the navigation. An entry appears with its page, never before. */
export interface Entry {
  readonly path: string;
  readonly icon: IconName;
  readonly word: WordKey;
  /** Who may open it. */
  readonly needs: Permission;
  /** Phones have no room for it, and nobody does it there. */
  readonly wide?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { path: '/fleet', icon: 'map', word: 'shell.fleet', needs: 'read:vehicles' },
  { path: '/clients', icon: 'group', word: 'shell.clients', needs: 'list:clients' },
  { path: '/vehicles', icon: 'directions_car', word: 'shell.vehicles', needs: 'read:vehicles' },
  { path: '/contracts', icon: 'description', word: 'shell.contracts', needs: 'read:contracts' },
  { path: '/due', icon: 'schedule', word: 'due.title', needs: 'read:contract-reminders' },
  {
    path: '/imports',
    icon: 'upload',
    word: 'shell.imports',
    needs: 'import:records',
    wide: true,
  },
  { path: '/admin', icon: 'tune', word: 'shell.admin', needs: 'read:accounts' },
];

/** What clients find instead: their own corner. */
const PORTAL_ENTRIES: readonly Entry[] = [
  { path: '/home', icon: 'directions_car', word: 'portal.vehicles.nav', needs: 'read:vehicles' },
  {
    path: '/home/contracts',
    icon: 'description',
    word: 'portal.contracts.nav',
    needs: 'read:contracts',
  },
  {
    path: '/home/documents',
    icon: 'folder',
    word: 'portal.documents.nav',
    needs: 'read:documents',
  },
  { path: '/home/data', icon: 'lock', word: 'portal.data.nav', needs: 'read:own-data' },
];

/** What the navigation offers to whoever is signed in: the desk, or a client's own corner. */
@Service()
export class Navigation {
  private readonly session = inject(SessionStore);

  /** Whether the pages of the desk are offered, with their lists. */
  readonly isDesk = computed(() => this.session.home() !== '/home');
  readonly entries = computed<readonly Entry[]>(() =>
    (this.isDesk() ? ENTRIES : PORTAL_ENTRIES).filter(({ needs }) => this.session.can(needs)),
  );

  /** Whether the navigation leads there. */
  leadsTo(path: string): boolean {
    return this.entries().some((entry) => entry.path === path);
  }
}
