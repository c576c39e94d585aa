import { Component, computed, inject } from '@angular/core';
import type { SystemStoreDto } from '../api/models/system-store-dto';
import { Format } from '../format/format';
import { injectWords, type WordKey } from '../i18n/words';
import { Age } from '../ui/age';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { wordOf } from './audit-words';
import { Standing } from './standing';
import { STORE_LOOKS } from './standings';
import { SystemStore } from './system-store';

/** Regular work that has words. */
const JOBS = [
  'audit-anchor',
  'contract-upkeep',
  'handover-upkeep',
  'imports',
  'fleet-changes',
  'imports-upkeep',
  'loose-objects',
  'telemetry-upkeep',
] as const;

const MEGABYTE = 1_000_000;
const GIGABYTE = 1_000_000_000;

/** A figure of a store. */
interface Fact {
  readonly word: WordKey;
  readonly text: string;
}

/** How the system is: what runs, what it stands on, what waits. Follows by itself. */
@Component({
  selector: 'naif-system-page',
  imports: [Age, ErrorState, Icon, Standing],
  providers: [SystemStore],
  templateUrl: './system-page.html',
  styleUrls: ['../ui/_record-page.scss', './system-page.scss'],
})
export class SystemPage {
  protected readonly store = inject(SystemStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly looks = STORE_LOOKS;

  protected readonly server = computed<Fact[] | null>(() => {
    const system = this.store.system();
    if (system === undefined) return null;
    return [
      { word: 'administration.system.site', text: system.site },
      { word: 'administration.system.sockets', text: this.format.number(system.liveSockets) },
      { word: 'administration.system.memory', text: this.bytes(system.memoryBytes) },
    ];
  });
  protected readonly versions = computed<Fact[] | null>(() => {
    const versions = this.store.system()?.versions;
    if (versions === undefined) return null;
    const { program, node, database = this.t('administration.system.unknown') } = versions;
    return [
      { word: 'administration.system.program', text: program },
      { word: 'administration.system.node', text: node },
      { word: 'administration.system.database', text: database },
    ];
  });
  protected readonly queues = computed<Fact[] | null>(() => {
    const queues = this.store.system()?.queues;
    if (queues === undefined) return null;
    const { waitingCommands, waitingMails } = queues;
    return [
      {
        word: 'administration.system.waitingCommands',
        text: this.format.number(waitingCommands),
      },
      { word: 'administration.system.waitingMails', text: this.format.number(waitingMails) },
    ];
  });

  /** What is known of a store beside whether it answers. */
  protected factsOf({ latencyMs, sizeBytes, freeBytes, entries }: SystemStoreDto): Fact[] {
    const facts: Fact[] = [];
    if (latencyMs !== undefined) {
      const text = this.format.quantity(latencyMs, 'ms');
      facts.push({ word: 'administration.system.latency', text });
    }
    if (sizeBytes !== undefined) {
      facts.push({ word: 'administration.system.size', text: this.bytes(sizeBytes) });
    }
    if (freeBytes !== undefined) {
      facts.push({ word: 'administration.system.free', text: this.bytes(freeBytes) });
    }
    if (entries !== undefined) {
      facts.push({ word: 'administration.system.entries', text: this.format.number(entries) });
    }
    return facts;
  }

  /** What regular work is called; work that has no words yet goes by its own name. */
  protected jobWord(name: string): string {
    return wordOf(JOBS, name, (known) => this.t(`administration.system.jobNames.${known}`));
  }

  private bytes(count: number): string {
    return count >= GIGABYTE
      ? this.format.quantity(count / GIGABYTE, this.t('unit.gigabytes'), 1)
      : this.format.quantity(count / MEGABYTE, this.t('unit.megabytes'), 1);
  }
}
