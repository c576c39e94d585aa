import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  Injector,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatDialog } from '@angular/material/dialog';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';
import { DueStore } from '../directory/due-store';
import { injectWords } from '../i18n/words';
import { LiveConnection } from '../live/live-connection';
import { SessionStore } from '../session/session-store';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { ToastArea } from '../ui/toast-area';
import { AccountMenu } from './account-menu';
import { AppUpdate } from './app-update';
import { ConnectionBadge } from './connection-badge';
import { GlobalSearch } from './global-search';
import { Navigation } from './navigation';
import { PageTitles } from './page-titles';
import { Shortcuts } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';

/** The frame around every page: navigation, connection, account, and the place where pages appear. */
@Component({
  selector: 'naif-shell',
  imports: [
    RouterOutlet,
    RouterLink,
    RouterLinkActive,
    Icon,
    Logo,
    AccountMenu,
    ConnectionBadge,
    GlobalSearch,
    ToastArea,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class Shell {
  private readonly injector = inject(Injector);
  private readonly dialog = inject(MatDialog);
  private readonly shortcuts = inject(Shortcuts);
  private readonly navigation = inject(Navigation);
  protected readonly session = inject(SessionStore);
  protected readonly titles = inject(PageTitles);
  protected readonly connection = inject(LiveConnection).state;
  protected readonly update = inject(AppUpdate);
  protected readonly t = injectWords();

  protected readonly entries = this.navigation.entries;
  /** How much is due, beside its entry. */
  protected readonly due = inject(DueStore).count;
  protected readonly maySearch = computed(() => this.session.can('search:records'));
  /** On phones the search field takes the top bar's place while it is used. */
  protected readonly searching = signal(false);

  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly search = viewChild(GlobalSearch);

  constructor() {
    // Whoever was signed out elsewhere finds the login page, not a dialog of the page before it.
    inject(DestroyRef).onDestroy(() => this.dialog.closeAll());
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
        pairwise(),
        filter(([before, after]) => before !== after),
        takeUntilDestroyed(),
      )
      // Another page: keyboard and screen reader go on from its beginning, not from the old page's link.
      .subscribe(() => this.focusMain());
  }

  protected skip(event: Event): void {
    event.preventDefault();
    this.focusMain();
  }

  protected press(event: KeyboardEvent): void {
    const meant = this.shortcuts.press(event, {
      openHelp: () => this.openShortcuts(),
      openSearch: () => this.openSearch(),
    });
    if (meant) event.preventDefault();
  }

  protected openShortcuts(): void {
    if (this.dialog.openDialogs.length === 0) {
      this.dialog.open(ShortcutsDialog, {
        // Two columns for whoever has many.
        width: this.navigation.isDesk() ? '800px' : '440px',
        maxWidth: '94vw',
        autoFocus: 'first-heading',
      });
    }
  }

  protected openSearch(): void {
    if (this.dialog.openDialogs.length > 0 || !this.maySearch()) return;
    this.searching.set(true);
    // The field may only now come into sight.
    afterNextRender(() => this.search()?.focus(), { injector: this.injector });
  }

  private focusMain(): void {
    this.main().nativeElement.focus({ preventScroll: true });
  }
}
