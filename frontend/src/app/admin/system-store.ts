import {
  computed,
  DestroyRef,
  DOCUMENT,
  inject,
  linkedSignal,
  resource,
  Service,
} from '@angular/core';
import { Api } from '../api/api';
import { systemRead } from '../api/fn/operations/system-read';
import type { SystemDto } from '../api/models/system-dto';
import { problemOf } from '../ui/problem';

/** The page follows the system so often, ms. */
export const REFRESH_MS = 5_000;

/** How the system is, asked again every few seconds while the page is in sight. */
@Service({ autoProvided: false })
export class SystemStore {
  private readonly api = inject(Api);
  private readonly answer = resource({ loader: () => this.api.invoke(systemRead, {}) });
  private readonly document = inject(DOCUMENT);

  /** What was told last; `undefined` before the first answer. */
  readonly system = linkedSignal<SystemDto | undefined, SystemDto | undefined>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (now, before) => now ?? before?.value,
  });
  /** Why the newest question has no answer. */
  private readonly failure = computed(() => {
    const error = this.answer.error();
    return error === undefined ? null : problemOf(error);
  });
  /** Why nothing can be shown at all. */
  readonly problem = computed(() => (this.system() === undefined ? this.failed() : null));
  /** What is shown is old: the server has stopped answering. */
  readonly stale = computed(() => this.system() !== undefined && this.failed() !== null);

  /** A failure stands until an answer comes: asking again does not take it away. */
  private readonly failed = linkedSignal<
    { readonly loading: boolean; readonly problem: ReturnType<typeof problemOf> | null },
    ReturnType<typeof problemOf> | null
  >({
    source: () => ({ loading: this.answer.isLoading(), problem: this.failure() }),
    computation: ({ loading, problem }, before) =>
      loading && problem === null ? (before?.value ?? null) : problem,
  });

  constructor() {
    const timer = setInterval(() => {
      if (!this.document.hidden) this.reload();
    }, REFRESH_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Asks once more; a question that is on its way is not repeated. */
  reload(): void {
    if (!this.answer.isLoading()) this.answer.reload();
  }
}
