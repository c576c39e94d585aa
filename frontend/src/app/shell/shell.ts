import { Component, type ElementRef, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatDialog } from '@angular/material/dialog';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';
import { injectWords, type WordKey } from '../i18n/words';
import { LiveConnection } from '../live/live-connection';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { Logo } from '../ui/logo';
import { AccountMenu } from './account-menu';
import { AppUpdate } from './app-update';
import { ConnectionBadge } from './connection-badge';
import { PageTitles } from './page-titles';
import { Shortcuts } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';

/** One entry of the navigation. An entry appears with its page, never before. */
interface Entry {
  readonly path: string;
  readonly icon: IconName;
  readonly word: WordKey;
}

/** The frame around every page: navigation, connection, account, and the place where pages appear. */
@Component({
  selector: 'naif-shell',
  imports: [RouterOutlet, RouterLink, RouterLinkActive, Icon, Logo, AccountMenu, ConnectionBadge],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class Shell {
  private readonly dialog = inject(MatDialog);
  private readonly shortcuts = inject(Shortcuts);
  protected readonly titles = inject(PageTitles);
  protected readonly connection = inject(LiveConnection).state;
  protected readonly update = inject(AppUpdate);
  protected readonly t = injectWords();

  protected readonly entries: readonly Entry[] = [
    { path: '/fleet', icon: 'map', word: 'shell.fleet' },
  ];

  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
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
    if (this.shortcuts.press(event, () => this.openShortcuts())) event.preventDefault();
  }

  protected openShortcuts(): void {
    if (this.dialog.openDialogs.length === 0) {
      this.dialog.open(ShortcutsDialog, { width: '440px', maxWidth: '94vw' });
    }
  }

  private focusMain(): void {
    this.main().nativeElement.focus({ preventScroll: true });
  }
}
