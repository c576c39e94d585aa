import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import {
  parseTableQuery,
  sameQuery,
  type TableQuery,
  tableParams,
  type TableShape,
} from './table-query';

/**
 * A list's state, kept in the address: back, reload and a pasted link show the same. Made in an injection context of a
 * routed page.
 */
export class TableUrl {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly params = toSignal(this.route.queryParams, {
    initialValue: this.route.snapshot.queryParams,
  });

  /** What is asked for. */
  readonly query: Signal<TableQuery>;

  constructor(private readonly shape: TableShape) {
    this.query = computed(() => parseTableQuery(this.params(), shape), { equal: sameQuery });
  }

  /**
   * Asks for something else. Anything but another page begins at the first one. Words that are being typed replace the
   * present entry of the browser's history; any other choice makes one.
   */
  change(wish: Partial<TableQuery>): void {
    const query = { ...this.query(), ...(wish.page === undefined ? { page: 1 } : {}), ...wish };
    if (sameQuery(query, this.query())) return;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: tableParams(query, this.shape),
      queryParamsHandling: 'merge',
      replaceUrl: wish.search !== undefined && Object.keys(wish).length === 1,
    });
  }
}
