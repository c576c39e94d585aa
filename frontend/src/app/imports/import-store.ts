import {
  computed,
  DestroyRef,
  effect,
  inject,
  resource,
  Service,
  signal,
  untracked,
} from '@angular/core';
import { Api } from '../api/api';
import { importsCancel } from '../api/fn/imports/imports-cancel';
import { importsExecute } from '../api/fn/imports/imports-execute';
import { importsFaults } from '../api/fn/imports/imports-faults';
import { importsFaultyLines } from '../api/fn/imports/imports-faulty-lines';
import { importsGet } from '../api/fn/imports/imports-get';
import { importsHandIn } from '../api/fn/imports/imports-hand-in';
import { importsList } from '../api/fn/imports/imports-list';
import type { FaultyLinesDto } from '../api/models/faulty-lines-dto';
import type { ImportDto } from '../api/models/import-dto';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';

/** What a file can hold. */
export const KINDS = ['clients', 'vehicles', 'contracts'] as const;
export type ImportKind = (typeof KINDS)[number];

/** How far an import is, is asked so often, ms. */
const ASK_AGAIN_MS = 400;
/** Faults on a page of the report. */
export const FAULTS_ON_A_PAGE = 50;
/** So many of the latest imports are listed. */
const LATEST = 10;

/** One import as its page shows it, what is wrong with its file, and the latest imports. */
@Service({ autoProvided: false })
export class ImportStore {
  private readonly api = inject(Api);
  private readonly shownId = signal<string | null>(null);
  private readonly asked = computed(() => this.shownId() ?? undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly record = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(importsGet, { id }),
  });
  /** The import that is shown; `undefined` while it loads for the first time. */
  readonly shown = kept(this.record, this.shownId);
  /** Whether it waits or runs. */
  readonly isUnderway = computed(() =>
    ['waiting', 'running'].includes(this.shown()?.state ?? 'done'),
  );

  private readonly standing = computed(() => {
    const { step, state } = this.shown() ?? {};
    return `${step ?? ''} ${state ?? ''}`;
  });

  /** Which page of the report is shown, from 1. */
  readonly reportPage = signal(1);
  private readonly report = resource({
    params: () => {
      const shown = this.shown();
      return shown?.state === 'faulty' ? { id: shown.id, page: this.reportPage() } : undefined;
    },
    loader: ({ params }) =>
      this.api.invoke(importsFaults, { ...params, pageSize: FAULTS_ON_A_PAGE }),
  });
  readonly faults = computed(() => (this.report.hasValue() ? this.report.value() : undefined));

  private readonly latest = resource({
    loader: () => this.api.invoke(importsList, { page: 1, pageSize: LATEST }),
  });
  readonly history = computed(() => (this.latest.hasValue() ? this.latest.value() : undefined));

  readonly problem = computed(() => reason(this.record.error() ?? this.report.error()));
  readonly historyProblem = computed(() => reason(this.latest.error()));

  constructor() {
    effect(() => {
      clearTimeout(this.timer);
      if (this.shown() !== undefined && this.isUnderway()) {
        this.timer = setTimeout(() => this.record.reload(), ASK_AGAIN_MS);
      }
    });
    // What has just ended belongs to the list, too.
    effect(() => {
      this.standing();
      if (!this.isUnderway()) untracked(() => this.latest.reload());
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  /** Shows another import, or none. */
  show(id: string | null): void {
    this.reportPage.set(1);
    this.shownId.set(id);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.report.reload();
    this.latest.reload();
  }

  /** Hands a file in. */
  handIn(kind: ImportKind, file: File): Promise<ImportDto> {
    return this.api.invoke(importsHandIn, { body: { kind, file } });
  }

  /** Has everything entered. */
  async execute(): Promise<void> {
    await this.api.invoke(importsExecute, { id: this.shownId() ?? '' });
    this.record.reload();
  }

  /** Stops it, or lets go of the file. */
  async cancel(): Promise<void> {
    await this.api.invoke(importsCancel, { id: this.shownId() ?? '' });
    this.record.reload();
  }

  /** The lines that have to be mended. */
  faultyLines(): Promise<FaultyLinesDto> {
    return this.api.invoke(importsFaultyLines, { id: this.shownId() ?? '' });
  }
}

function reason(error: Error | undefined) {
  return error === undefined ? null : problemOf(error);
}
