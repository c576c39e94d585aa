import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import type { OwnDataDownload$Csv$Params } from '../api/fn/account/own-data-download-csv';
import { looksList } from '../api/fn/audit/looks-list';
import { clientsGet } from '../api/fn/clients/clients-get';
import { phoneText } from '../format/phone';
import { SessionStore } from '../session/session-store';
import { problemOf } from '../ui/problem';

/** A part of what is held that can be taken away as a table. */
export type OwnDataPart = NonNullable<OwnDataDownload$Csv$Params['section']>;

/** Looks on a page. */
const PAGE_SIZE = 20;

/** How the insurer reaches a client. */
export interface OwnContact {
  readonly email: string;
  /** The main one first. */
  readonly phones: readonly string[];
}

/** Who looked at a client's vehicles, page by page, and how the insurer reaches the client. */
@Service({ autoProvided: false })
export class OwnDataStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly pageNumber = signal(1);

  private readonly page = resource({
    params: () => this.pageNumber(),
    loader: ({ params: page }) => this.api.invoke(looksList, { page, pageSize: PAGE_SIZE }),
  });

  private readonly record = resource({
    params: () => this.session.account()?.clientId,
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  /** `undefined` while it is not known. */
  readonly contact = computed<OwnContact | undefined>(() => {
    if (!this.record.hasValue()) return undefined;
    const { email, phone, otherPhones = [] } = this.record.value();
    const phones = phone === undefined ? otherPhones : [phone, ...otherPhones];
    return { email, phones: phones.map(phoneText) };
  });

  /** The looks of this page, the newest first; `undefined` while they load. */
  readonly looks = computed(() => (this.page.hasValue() ? this.page.value().items : undefined));
  readonly hasNewer = computed(() => this.pageNumber() > 1);
  readonly hasOlder = computed(
    () => this.page.hasValue() && this.page.value().total > this.pageNumber() * PAGE_SIZE,
  );
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.page.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Turns the page: 1 to older looks, -1 to newer ones. */
  turn(pages: 1 | -1): void {
    this.pageNumber.update((page) => Math.max(1, page + pages));
  }

  /** Asks for them once more. */
  reload(): void {
    this.page.reload();
  }
}
