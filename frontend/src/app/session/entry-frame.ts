import { Component, inject } from '@angular/core';
import { type Language, languages } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import { Theme } from '../ui/theme';

/** The frame of the pages before a session: one card, and below it the language and the colours. */
@Component({
  selector: 'naif-entry-frame',
  imports: [Icon],
  template: `
    <main>
      <ng-content />
      <footer>
        <div class="switch" role="group" [attr.aria-label]="t('shell.language')">
          @for (each of languages; track each) {
            <button
              type="button"
              [lang]="each"
              [attr.aria-pressed]="each === language()"
              (click)="choose(each)"
            >
              {{ each === 'fr' ? 'Français' : 'English' }}
            </button>
          }
        </div>
        <button
          type="button"
          class="icon-button"
          [attr.aria-label]="t('shell.themeDark')"
          [attr.aria-pressed]="theme.current() === 'dark'"
          [title]="t(theme.current() === 'dark' ? 'shell.themeLight' : 'shell.themeDark')"
          (click)="toggleTheme()"
        >
          <naif-icon [name]="theme.current() === 'dark' ? 'light_mode' : 'dark_mode'" />
        </button>
      </footer>
    </main>
  `,
  styles: `
    main {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 24px;
      min-block-size: 100dvh;
      padding: max(24px, 9vh) 16px 24px;
    }
    footer {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    .switch {
      display: flex;
      padding: 2px;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--raised);
    }
    .switch button {
      min-block-size: 36px;
      padding: 0 14px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: var(--quiet);
      font: inherit;
      cursor: pointer;
    }
    .switch [aria-pressed='true'] {
      background: var(--primary-soft);
      color: var(--text);
      font-weight: 550;
    }
    @media (width < 480px) {
      main {
        padding-block-start: 24px;
      }
    }
  `,
})
export class EntryFrame {
  private readonly languageStore = inject(LanguageStore);
  protected readonly theme = inject(Theme);
  protected readonly t = injectWords();
  protected readonly languages = languages;
  protected readonly language = this.languageStore.language;

  protected choose(language: Language): void {
    void this.languageStore.choose(language);
  }

  protected toggleTheme(): void {
    this.theme.choose(this.theme.current() === 'dark' ? 'light' : 'dark');
  }
}
