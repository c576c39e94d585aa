import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { documentsList } from '../api/fn/documents/documents-list';
import type { DocumentDto } from '../api/models/document-dto';
import { SessionStore } from '../session/session-store';
import { problemOf } from '../ui/problem';

/** What is kept for a client as files. */
@Service({ autoProvided: false })
export class OwnDocumentsStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly clientId = computed(() => this.session.account()?.clientId);

  private readonly list = resource({
    params: () => this.clientId(),
    loader: ({ params: id }) => this.api.invoke(documentsList, { id }),
  });

  /** The documents, the newest first; `undefined` while they load. */
  readonly documents = computed(() => (this.list.hasValue() ? this.list.value().items : undefined));
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.list.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Asks for them once more. */
  reload(): void {
    this.list.reload();
  }

  /** Where a document's file is. */
  fileOf({ id }: DocumentDto): string {
    return `/api/clients/${this.clientId() ?? ''}/documents/${id}/file`;
  }
}
