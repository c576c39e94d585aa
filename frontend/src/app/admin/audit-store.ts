import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { auditList, type AuditList$Params } from '../api/fn/audit/audit-list';
import type { AuditEntryDto } from '../api/models/audit-entry-dto';
import { problemOf } from '../ui/problem';
import { type AuditQuery, instantOfDay } from './audit-query';

/** An entry as the page shows it. */
export type AuditEntry = AuditEntryDto;

/** Entries on a page of the trail. */
const PAGE_SIZE = 50;

/** One page of the audit trail. */
@Service({ autoProvided: false })
export class AuditStore {
  private readonly api = inject(Api);
  private readonly query = signal<AuditQuery | undefined>(undefined, {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  private readonly page = resource({
    params: () => this.query(),
    loader: ({ params }) => this.api.invoke(auditList, paramsOf(params)),
  });

  /** The entries; `undefined` while they load. */
  readonly entries = computed<readonly AuditEntry[] | undefined>(() =>
    this.page.hasValue() ? this.page.value().items : undefined,
  );
  /** Where the entries that follow begin; missing at the beginning of the trail. */
  readonly next = computed(() => (this.page.hasValue() ? this.page.value().next : undefined));
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.page.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Shows other entries. */
  show(query: AuditQuery): void {
    this.query.set(query);
  }

  /** Asks for the same once more. */
  reload(): void {
    this.page.reload();
  }
}

function paramsOf({ from, to, before, kind, ...rest }: AuditQuery): AuditList$Params {
  const start = instantOfDay(from);
  const end = instantOfDay(to, 1);
  const { verb, actor, objectId, clientId } = rest;
  return {
    // The server says what it knows no kind by.
    ...(kind !== undefined && { kind: kind as NonNullable<AuditList$Params['kind']> }),
    ...(verb !== undefined && { verb }),
    ...(actor !== undefined && { actor }),
    ...(objectId !== undefined && { objectId }),
    ...(clientId !== undefined && { clientId }),
    ...(start !== undefined && { from: start }),
    ...(end !== undefined && { to: end }),
    ...(before !== undefined && { before: Number(before) }),
    pageSize: PAGE_SIZE,
  };
}
