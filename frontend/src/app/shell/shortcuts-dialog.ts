import { Component, inject } from '@angular/core';
import { MatDialogModule } from '@angular/material/dialog';
import { injectWords, type WordKey } from '../i18n/words';
import { Shortcuts } from './shortcuts';

/** The list behind `?`. */
@Component({
  selector: 'naif-shortcuts-dialog',
  imports: [MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('shell.shortcuts') }}</h2>
    <mat-dialog-content>
      <dl>
        @for (each of list; track each.word) {
          <div>
            <dt>
              @for (key of each.keys; track key; let first = $first) {
                @if (!first) {
                  <span class="quiet">{{ t('shell.then') }}</span>
                }
                <kbd>{{ key }}</kbd>
              }
            </dt>
            <dd>{{ t(each.word) }}</dd>
          </div>
        }
      </dl>
      <label>
        <input
          type="checkbox"
          [checked]="shortcuts.enabled()"
          (change)="shortcuts.enable($any($event.target).checked)"
        />
        {{ t('shell.shortcutsEnabled') }}
      </label>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button type="button" class="button" mat-dialog-close>{{ t('shell.close') }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: 96px 1fr;
      align-items: center;
      min-block-size: 36px;
    }
    dd {
      color: var(--text);
    }
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 40px;
      margin-block-start: 8px;
      color: var(--text);
    }
    input {
      inline-size: 18px;
      block-size: 18px;
      accent-color: var(--primary);
    }
    kbd {
      display: inline-block;
      min-inline-size: 24px;
      padding: 1px 6px;
      border: 1px solid var(--line-strong);
      border-radius: 5px;
      background: var(--surface);
      color: var(--text);
      font: inherit;
      font-size: 13px;
      text-align: center;
    }
    span {
      margin-inline: 4px;
      font-size: 12px;
    }
  `,
})
export class ShortcutsDialog {
  protected readonly t = injectWords();
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly list: readonly { keys: readonly string[]; word: WordKey }[] = [
    { keys: ['?'], word: 'shell.shortcutsOpen' },
    { keys: ['/'], word: 'shell.shortcutsSearch' },
    { keys: ['g', 'f'], word: 'shell.shortcutsFleet' },
    { keys: ['d'], word: 'shell.shortcutsTheme' },
    { keys: ['Esc'], word: 'shell.shortcutsClose' },
  ];
}
