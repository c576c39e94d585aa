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
                @if (!first && !each.apart) {
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
      grid-template-columns: 120px 1fr;
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
    kbd + kbd {
      margin-inline-start: 4px;
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
  /** `apart`: each key for itself, or together, not one after the other. */
  protected readonly list: readonly {
    readonly keys: readonly string[];
    readonly word: WordKey;
    readonly apart?: boolean;
  }[] = [
    { keys: ['?'], word: 'shell.shortcutsOpen' },
    { keys: ['/'], word: 'shell.shortcutsSearch' },
    { keys: ['f'], word: 'shell.shortcutsFilter' },
    { keys: ['g', 'f'], word: 'shell.shortcutsFleet' },
    { keys: ['g', 'c'], word: 'shell.shortcutsClients' },
    { keys: ['g', 'v'], word: 'shell.shortcutsVehicles' },
    { keys: ['g', 'k'], word: 'shell.shortcutsContracts' },
    { keys: ['g', 'd'], word: 'shell.shortcutsDue' },
    { keys: ['j', 'k'], word: 'shell.shortcutsRows', apart: true },
    { keys: ['Enter'], word: 'shell.shortcutsOpenRow' },
    { keys: ['x'], word: 'shell.shortcutsSelectRow' },
    { keys: ['Ctrl', 'Enter'], word: 'shell.shortcutsSave', apart: true },
    { keys: ['d'], word: 'shell.shortcutsTheme' },
    { keys: ['Esc'], word: 'shell.shortcutsClose' },
  ];
}
