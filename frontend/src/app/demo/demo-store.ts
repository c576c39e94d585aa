import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { demoOutboxList } from '../api/fn/demo/demo-outbox-list';
import type { OutboxMailDto } from '../api/models/outbox-mail-dto';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';

/** The demo's mail: anywhere else there is none, and everybody's mailbox is their own. */
@Service()
export class DemoStore {
  private readonly api = inject(Api);
  private readonly outbox = resource({ loader: () => this.api.invoke(demoOutboxList, {}) });
  private readonly answer = kept(
    this.outbox,
    computed(() => null),
  );

  /** The newest first; `undefined` while they are not there yet. */
  readonly mails = computed<readonly OutboxMailDto[] | undefined>(() => this.answer()?.items);
  readonly hasOutbox = computed(() => this.mails() !== undefined);
  readonly problem = computed(() => {
    const error = this.outbox.error();
    return error === undefined || this.mails() !== undefined ? null : problemOf(error);
  });

  /** Looks again. */
  reload(): void {
    this.outbox.reload();
  }
}
