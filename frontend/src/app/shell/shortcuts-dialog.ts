import { Component, computed, inject } from '@angular/core';
import { MatDialogModule } from '@angular/material/dialog';
import { injectWords, type WordKey } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Navigation } from './navigation';
import { PLACES, Shortcuts } from './shortcuts';

/** A key, or several, and what they do. */
interface Shortcut {
  readonly keys: readonly string[];
  readonly word: WordKey;
  /** Each key for itself, or together, not one after the other. */
  readonly apart?: boolean;
  /** Where it leads, for whom the navigation leads there. */
  readonly path?: string;
  /** For who has lists. */
  readonly lists?: boolean;
  /** For who may search everywhere. */
  readonly search?: boolean;
}

const LIST: readonly Shortcut[] = [
  { keys: ['?'], word: 'shell.shortcutsOpen' },
  { keys: ['/'], word: 'shell.shortcutsSearch', search: true },
  { keys: ['f'], word: 'shell.shortcutsFilter', lists: true },
  { keys: ['g', 'f'], word: 'shell.shortcutsFleet', path: PLACES.f },
  { keys: ['g', 'c'], word: 'shell.shortcutsClients', path: PLACES.c },
  { keys: ['g', 'v'], word: 'shell.shortcutsVehicles', path: PLACES.v },
  { keys: ['g', 'k'], word: 'shell.shortcutsContracts', path: PLACES.k },
  { keys: ['g', 'd'], word: 'shell.shortcutsDue', path: PLACES.d },
  { keys: ['g', 'i'], word: 'shell.shortcutsImports', path: PLACES.i },
  { keys: ['g', 'a'], word: 'shell.shortcutsAdmin', path: PLACES.a },
  { keys: ['j', 'k'], word: 'shell.shortcutsRows', apart: true, lists: true },
  { keys: ['Enter'], word: 'shell.shortcutsOpenRow', lists: true },
  { keys: ['x'], word: 'shell.shortcutsSelectRow', lists: true },
  { keys: ['Ctrl', 'Enter'], word: 'shell.shortcutsSave', apart: true },
  { keys: ['d'], word: 'shell.shortcutsTheme' },
  { keys: ['Esc'], word: 'shell.shortcutsClose' },
];

/** The list behind `?`. */
@Component({
  selector: 'naif-shortcuts-dialog',
  imports: [MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('shell.shortcuts') }}</h2>
    <mat-dialog-content>
      <dl>
        @for (each of list(); track each.word) {
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
    h2:focus {
      outline: none;
    }
    dl {
      columns: 320px;
      column-gap: 32px;
    }
    div {
      display: grid;
      grid-template-columns: 112px 1fr;
      align-items: center;
      min-block-size: 36px;
      break-inside: avoid;
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
  private readonly navigation = inject(Navigation);
  private readonly session = inject(SessionStore);
  /** Only what the reader may do. */
  protected readonly list = computed(() =>
    LIST.filter(
      ({ path, lists, search }) =>
        (path === undefined || this.navigation.leadsTo(path)) &&
        (lists !== true || this.navigation.isDesk()) &&
        (search !== true || this.session.can('search:records')),
    ),
  );
}
