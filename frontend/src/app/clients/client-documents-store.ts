import {
  HttpClient,
  HttpEventType,
  type HttpEvent,
  HttpRequest,
  type HttpResponse,
} from '@angular/common/http';
import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { documentsList } from '../api/fn/documents/documents-list';
import { documentsRemove } from '../api/fn/documents/documents-remove';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';
import type { DocumentFields, Sending } from './client-document';

/** The papers of one client: listed, sent with the progress of it, removed. */
@Service({ autoProvided: false })
export class ClientDocumentsStore {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly shownId = signal<string | null>(null);

  private readonly list = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: id }) => this.api.invoke(documentsList, { id }),
  });
  /** The documents, the newest first; `undefined` while they load for the first time. */
  private readonly page = kept(this.list, this.shownId);
  readonly documents = computed(() => this.page()?.items);
  readonly problem = computed(() => {
    const error = this.list.error();
    return error === undefined || this.page() !== undefined ? null : problemOf(error);
  });

  /** Shows another client's. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads the list anew. */
  reload(): void {
    this.list.reload();
  }

  /** Where the browser fetches the file. */
  fileAddress(documentId: string): string {
    return `${this.address()}/${documentId}/file`;
  }

  /** Sends a document. `done` resolves with whether it is there: `false` when it was called off. */
  send({ title, kind, file }: DocumentFields): Sending {
    const body = new FormData();
    body.append('title', title);
    body.append('kind', kind);
    body.append('file', file);
    const request = new HttpRequest('POST', this.address(), body, { reportProgress: true });
    const percent = signal(0);
    let callOff = (): void => undefined;
    const done = new Promise<boolean>((resolve, reject) => {
      const sent = this.http.request(request).subscribe({
        next: (event: HttpEvent<unknown> | HttpResponse<unknown>) => {
          if (event.type !== HttpEventType.UploadProgress || event.total === undefined) return;
          percent.set(Math.round((100 * event.loaded) / event.total));
        },
        error: (error: Error) => {
          reject(error);
        },
        complete: () => {
          this.list.reload();
          resolve(true);
        },
      });
      callOff = () => {
        sent.unsubscribe();
        resolve(false);
      };
    });
    return { percent, done, callOff };
  }

  /** Removes a document and its file for good. */
  async remove(documentId: string): Promise<void> {
    await this.api.invoke(documentsRemove, { id: this.shownId() ?? '', documentId });
    this.list.reload();
  }

  private address(): string {
    return `${this.api.rootUrl}/api/clients/${this.shownId() ?? ''}/documents`;
  }
}
