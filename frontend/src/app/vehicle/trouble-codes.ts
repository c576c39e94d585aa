import { Component, computed, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { Format } from '../format/format';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { DeviceStore, type TroubleCodeReport } from './device-store';

const KINDS = ['stored', 'pending', 'permanent'] as const;

/** What the car complained of last. */
@Component({
  selector: 'naif-trouble-codes',
  imports: [Icon],
  host: { class: 'card' },
  templateUrl: './trouble-codes.html',
  styleUrl: './trouble-codes.scss',
})
export class TroubleCodes {
  private readonly now = inject(Now);
  protected readonly store = inject(DeviceStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  protected readonly lists = computed(() => listsOf(this.store.codes()));
  protected readonly age = computed(() => {
    const time = this.store.codes()?.time;
    if (time === undefined) return '';
    return this.t('device.codes.read', { age: this.format.age(time, this.now.ms()) });
  });
}

/** The lists that are not empty, each code once. */
function listsOf(report: TroubleCodeReport | null | undefined) {
  return KINDS.map((kind) => ({ kind, codes: [...new Set(report?.[kind] ?? [])] })).filter(
    ({ codes }) => codes.length > 0,
  );
}
