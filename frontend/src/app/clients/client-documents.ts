import { Component, computed, effect, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Format } from '../format/format';
import { fileSize } from '../format/file-size';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ConfirmDialog, type ConfirmDialogData } from '../ui/confirm-dialog';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { ClientDocumentsStore } from './client-documents-store';
import { ClientStore } from './client-store';
import { DocumentDialog, type DocumentDialogData } from './document-dialog';

/** The papers of a client: taken away, added, removed. */
@Component({
  selector: 'naif-client-documents',
  imports: [ErrorState, Icon],
  providers: [ClientDocumentsStore],
  templateUrl: './client-documents.html',
  styleUrl: './client-rows.scss',
})
export class ClientDocuments {
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly client = inject(ClientStore).client;
  private readonly language = inject(LanguageStore).language;
  protected readonly store = inject(ClientDocumentsStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** Before the client is there, there is nothing to add to. */
  protected readonly mayWrite = computed(
    () => this.client() !== undefined && this.session.can('write:documents'),
  );

  constructor() {
    effect(() => {
      const id = this.client()?.id;
      if (id !== undefined) this.store.show(id);
    });
  }

  protected size(bytes: number): string {
    return fileSize(bytes, this.language());
  }

  protected add(): void {
    const client = this.client();
    if (client === undefined) return;
    const data: DocumentDialogData = {
      name: client.name,
      draftKey: `client.${client.id}.document.${this.session.account()?.id ?? ''}`,
      send: (fields) => this.store.send(fields),
    };
    const look = { width: '560px', maxWidth: '96vw', autoFocus: 'dialog' };
    this.dialog
      .open<DocumentDialog, DocumentDialogData, boolean>(DocumentDialog, { ...look, data })
      .afterClosed()
      .subscribe((isThere) => {
        if (isThere === true) this.toasts.show({ text: this.t('clients.documentSaved') });
      });
  }

  /** The file is gone for good: its title has to be typed. */
  protected remove(id: string, title: string): void {
    const data: ConfirmDialogData = {
      title: this.t('clients.documentRemoveTitle'),
      lead: this.t('clients.documentRemoveLead'),
      name: title,
      action: this.t('clients.documentRemove'),
      run: async () => {
        await this.store.remove(id);
        this.toasts.show({ text: this.t('clients.documentRemoved', { title }) });
      },
    };
    this.dialog.open(ConfirmDialog, { width: '480px', maxWidth: '94vw', data });
  }
}
