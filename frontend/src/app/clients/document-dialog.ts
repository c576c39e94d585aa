import { Component, inject, signal } from '@angular/core';
import { FormField, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import { atMost, needed } from '../ui/rules';
import {
  ACCEPTED,
  DOCUMENT_KINDS,
  type DocumentFields,
  type DocumentKind,
  fileFault,
  type Sending,
  titleOf,
} from './client-document';

/** What the dialog works on. */
export interface DocumentDialogData {
  /** What people call the client. */
  readonly name: string;
  readonly draftKey: string;
  readonly send: (fields: DocumentFields) => Sending;
}

/** Sends a client's document: the file, what it is called and what it is. Closes with `true` when it is there. */
@Component({
  selector: 'naif-document-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  templateUrl: './document-dialog.html',
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
  styles: `
    input[type='file'] {
      padding-block: 8px;
    }
    progress {
      inline-size: 100%;
      accent-color: var(--primary);
    }
  `,
})
export class DocumentDialog {
  protected readonly dialog = inject<MatDialogRef<DocumentDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<DocumentDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly kinds = DOCUMENT_KINDS;
  protected readonly accepted = ACCEPTED;

  private readonly file = signal<File | null>(null);
  protected readonly sending = signal<Sending | null>(null);

  protected readonly editor = new FormSession({
    // A draft cannot hold a file: `file` is its name, for what was changed.
    initial: { file: '', title: '', kind: 'other' },
    schema: (path) => {
      validate(path.file, ({ value }) => {
        const fault = value() === '' ? 'required' : fileFault(this.file());
        return fault === null ? null : { kind: fault };
      });
      needed(path.title);
      atMost(path.title, 200);
    },
    draftKey: () => this.data.draftKey,
    save: ({ title, kind }) => this.send(title, kind),
    saved: (isThere) => {
      if (isThere) this.dialog.close(true);
    },
  });

  protected choose(files: FileList | null): void {
    const file = files?.[0] ?? null;
    this.file.set(file);
    this.editor.model.update((model) => ({
      ...model,
      file: file?.name ?? '',
      title: model.title.trim() === '' && file !== null ? titleOf(file.name) : model.title,
    }));
    // What is wrong with a file shows at once.
    this.editor.form.file().markAsTouched();
  }

  /** Calls off what is on its way; else the dialog goes. */
  protected leave(): void {
    const sending = this.sending();
    if (sending === null) this.dialog.close();
    else sending.callOff();
  }

  private async send(title: string, kind: string): Promise<boolean> {
    const file = this.file();
    if (file === null) return false;
    // The list of the form offers these kinds alone.
    const sending = this.data.send({ title: title.trim(), kind: kind as DocumentKind, file });
    this.sending.set(sending);
    try {
      return await sending.done;
    } finally {
      this.sending.set(null);
    }
  }
}
