import { Component, inject, signal } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { ClientStore } from './client-store';

/** What colleagues wrote down about a client, newest first, and a place to write more. */
@Component({
  selector: 'naif-client-notes',
  imports: [Age, ErrorState, Icon],
  template: `
    <h2>{{ t('clients.notes') }}</h2>
    @if (store.writesNotes()) {
      <form (submit)="add($event)">
        <label class="visually-hidden" for="note-text">{{ t('clients.noteText') }}</label>
        <textarea
          #field
          id="note-text"
          class="control"
          rows="2"
          maxlength="2000"
          [placeholder]="t('clients.noteText')"
          [value]="text()"
          [attr.aria-describedby]="failed() ? 'note-error' : null"
          (input)="text.set(field.value)"
          (keydown.control.enter)="add($event)"
        ></textarea>
        @if (failed()) {
          <p id="note-error" class="field-error" role="alert">{{ t('clients.noteKept') }}</p>
        }
        @if (text().trim() !== '') {
          <button type="submit" class="button" [attr.aria-disabled]="busy()">
            {{ t('clients.noteAdd') }}
          </button>
        }
      </form>
    }
    @if (store.notesProblem(); as problem) {
      <naif-error-state [problem]="problem" (retry)="store.reload()" />
    } @else if (store.notes(); as notes) {
      <ol>
        @for (note of notes.items; track note.id) {
          <li>
            <p class="text">{{ note.text }}</p>
            <p class="quiet meta">
              @if (note.author; as author) {
                {{ t('clients.noteBy', { name: author.displayName }) }} ·
              }
              <naif-age [time]="note.createdAt" />
            </p>
            @if (note.removable) {
              <button
                type="button"
                class="icon-button"
                [attr.aria-label]="t('clients.noteRemove')"
                [title]="t('clients.noteRemove')"
                (click)="remove(note.id, note.text)"
              >
                <naif-icon name="delete" />
              </button>
            }
          </li>
        } @empty {
          <li class="quiet">{{ t('clients.noNotes') }}</li>
        }
      </ol>
    } @else {
      <p><span class="skeleton"></span></p>
    }
  `,
  styles: `
    h2 {
      margin-block-end: 8px;
      font-size: 15px;
      font-weight: 600;
    }
    form {
      display: grid;
      gap: 8px;
      justify-items: end;
    }
    textarea {
      padding-block: 10px;
      resize: vertical;
    }
    .field-error {
      justify-self: start;
    }
    ol {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      position: relative;
      padding: 10px 44px 10px 0;
    }
    li + li {
      border-block-start: 1px solid var(--line);
    }
    .text {
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    .meta {
      font-size: 13px;
    }
    .icon-button {
      position: absolute;
      inset-block-start: 6px;
      inset-inline-end: -8px;
    }
  `,
})
export class ClientNotes {
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(ClientStore);
  protected readonly t = injectWords();

  protected readonly text = signal('');
  protected readonly busy = signal(false);
  protected readonly failed = signal(false);

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy() || this.text().trim() === '') return;
    this.busy.set(true);
    this.failed.set(false);
    try {
      await this.store.addNote(this.text());
      this.text.set('');
    } catch {
      this.failed.set(true);
    } finally {
      this.busy.set(false);
    }
  }

  /** The text comes back with the undo; its writer is whoever took it away. */
  protected async remove(id: string, text: string): Promise<void> {
    try {
      await this.store.removeNote(id);
      this.toasts.show({
        text: this.t('clients.noteRemoved'),
        undo: () => void this.store.addNote(text),
      });
    } catch {
      this.toasts.show({ text: this.t('clients.noteStays') });
    }
  }
}
