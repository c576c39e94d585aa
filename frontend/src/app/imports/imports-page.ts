import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { importsTemplate } from '../api/fn/imports/imports-template';
import { Format } from '../format/format';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { csvOf, download } from '../ui/csv';
import { ErrorState } from '../ui/error-state';
import { injectFaultWords } from '../ui/fault-words';
import { Icon } from '../ui/icon';
import { type Problem, problemOf } from '../ui/problem';
import { ImportHistory } from './import-history';
import { ImportReport } from './import-report';
import { type ImportKind, ImportStore, KINDS } from './import-store';
import { IMPORT_FAULTS } from './import-words';

/** Many clients, vehicles or contracts from a file: hand it in, read what is wrong, enter all of it. */
@Component({
  selector: 'naif-imports-page',
  imports: [ErrorState, Icon, ImportHistory, ImportReport, RouterLink],
  providers: [ImportStore],
  templateUrl: './imports-page.html',
  styleUrl: './imports-page.scss',
})
export class ImportsPage {
  private readonly router = inject(Router);
  private readonly language = inject(LanguageStore).language;
  private readonly say = injectFaultWords();
  protected readonly store = inject(ImportStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly kinds = KINDS;

  /** From the address: what is imported, and which import is shown. */
  readonly kind = input<string>();
  readonly id = input<string>();

  protected readonly chosen = computed<ImportKind>(
    () => KINDS.find((one) => one === this.kind()) ?? 'clients',
  );
  protected readonly template = computed(
    () =>
      `${importsTemplate.PATH.replace('{kind}', this.chosen())}?language=${this.language() === 'fr' ? 'fr' : 'en'}`,
  );
  protected readonly busy = signal(false);
  protected readonly dragged = signal(false);
  /** Why the file was not taken, or a step not done. */
  protected readonly refused = signal<Problem | null>(null);
  protected readonly refusal = computed(() => {
    const problem = this.refused();
    if (problem === null) return null;
    const code = problem.faults?.[0]?.code ?? problem.code;
    switch (code) {
      case 'IMPORT.ONE_AT_A_TIME':
        return this.t('imports.oneAtATime');
      case 'IMPORT.QUEUE_FULL':
        return this.t('imports.queueFull');
      case 'NETWORK.UNREACHABLE':
        return this.t('problem.unreachable');
      default:
        return problem.faults === undefined ? this.t('problem.unknown') : this.say(code);
    }
  });

  protected readonly progress = computed(() => {
    const { state, step, linesDone, linesTotal } = this.store.shown() ?? {};
    if (state === 'waiting') return this.t('imports.waiting');
    if (linesTotal === undefined || linesDone === undefined) return this.t('imports.starting');
    const values = {
      done: this.format.number(linesDone),
      total: this.format.number(linesTotal),
    };
    return this.t(step === 'import' ? 'imports.importing' : 'imports.checking', values);
  });

  constructor() {
    effect(() => this.store.show(this.id() ?? null));
  }

  protected choose(kind: ImportKind): void {
    void this.router.navigate([], { queryParams: { kind }, replaceUrl: true });
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.dragged.set(false);
    void this.handIn(event.dataTransfer?.files[0]);
  }

  protected over(event: DragEvent): void {
    event.preventDefault();
    this.dragged.set(true);
  }

  /** Takes the file that was chosen; the same one can be chosen again when it was mended. */
  protected pick(field: HTMLInputElement): void {
    const file = field.files?.[0];
    field.value = '';
    void this.handIn(file);
  }

  protected async handIn(file: File | undefined): Promise<void> {
    if (file === undefined || this.busy()) return;
    await this.attempt(async () => {
      const { id, kind } = await this.store.handIn(this.chosen(), file);
      await this.router.navigate([], { queryParams: { kind, id } });
    });
  }

  protected async execute(): Promise<void> {
    await this.attempt(() => this.store.execute());
  }

  protected async cancel(): Promise<void> {
    await this.attempt(() => this.store.cancel());
  }

  /** The lines that have to be mended as a file of their own, with what is wrong beside each. */
  protected async downloadLines(): Promise<void> {
    await this.attempt(async () => {
      const { header, lines } = await this.store.faultyLines();
      const rows = lines.map(({ line, cells, faults }) => {
        const wrong = faults.map(({ column, code }) =>
          [column, this.say(code, IMPORT_FAULTS)].filter((one) => one !== undefined).join(' : '),
        );
        return [...header.map((_, index) => cells[index] ?? ''), String(line), wrong.join(' ')];
      });
      const names = [...header, this.t('imports.line'), this.t('imports.fault')];
      download(this.t('imports.downloaded'), csvOf([names, ...rows]));
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.refused.set(null);
    try {
      await work();
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
