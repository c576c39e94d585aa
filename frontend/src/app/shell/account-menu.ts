import { Component, computed, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { type Language, languages } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { injectWords, type WordKey } from '../i18n/words';
import { PreferencesStore } from '../session/preferences-store';
import { SessionStore } from '../session/session-store';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { Theme, type ThemeChoice } from '../ui/theme';

/** Who is signed in, and what is theirs to choose: language, theme, leaving. */
@Component({
  selector: 'naif-account-menu',
  imports: [MatMenuModule, Icon, RouterLink],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.scss',
})
export class AccountMenu {
  private readonly sessions = inject(SessionStore);
  private readonly preferences = inject(PreferencesStore);
  protected readonly t = injectWords();

  protected readonly account = this.sessions.account;
  protected readonly language = inject(LanguageStore).language;
  protected readonly languages = languages;
  protected readonly theme = inject(Theme).choice;
  protected readonly themes: readonly {
    choice: ThemeChoice;
    icon: IconName;
    word: WordKey;
  }[] = [
    { choice: 'system', icon: 'brightness_auto', word: 'shell.themeSystem' },
    { choice: 'light', icon: 'light_mode', word: 'shell.themeLight' },
    { choice: 'dark', icon: 'dark_mode', word: 'shell.themeDark' },
  ];

  /** Up to two letters of the name, for the round button. */
  protected readonly initials = computed(() =>
    (this.account()?.displayName ?? '')
      .split(/[\s-]+/)
      .filter((word) => word !== '')
      .slice(0, 2)
      .map((word) => word.charAt(0).toLocaleUpperCase())
      .join(''),
  );

  protected chooseLanguage(language: Language): void {
    void this.preferences.chooseLanguage(language);
  }

  protected chooseTheme(choice: ThemeChoice): void {
    void this.preferences.chooseTheme(choice);
  }

  protected logout(): void {
    void this.sessions.logout();
  }
}
