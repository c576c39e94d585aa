import { Component, computed, inject, input } from '@angular/core';
import type { ContractDto } from '../api/models/contract-dto';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { Format } from '../format/format';
import { LanguageStore } from '../i18n/language-store';
import { injectWords, type WordKey } from '../i18n/words';
import { ContractBadge } from '../ui/contract-badge';
import { Icon } from '../ui/icon';
import { bonusPercent, nextDay, type NextDay } from './own-contract';

const NEXT_WORDS: Readonly<Record<NextDay['about'], WordKey>> = {
  renewal: 'portal.contracts.renewal',
  end: 'portal.contracts.ends',
  anniversary: 'portal.contracts.anniversary',
};

/** One contract in plain words: what it covers, what it costs, how long it runs. */
@Component({
  selector: 'naif-own-contract-card',
  imports: [ContractBadge, Icon],
  host: { class: 'card' },
  templateUrl: './own-contract-card.html',
  styleUrl: './own-contract-card.scss',
})
export class OwnContractCard {
  protected readonly language = inject(LanguageStore).language;
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  readonly contract = input.required<ContractDto>();
  /** The vehicle that is covered, once it is known. */
  readonly vehicle = input<VehicleDto | undefined>();
  /** Today, `2026-11-25`. */
  readonly today = input.required<string>();

  protected readonly next = computed(() => {
    const next = nextDay(this.contract(), this.today());
    return next === null ? null : { ...next, word: NEXT_WORDS[next.about] };
  });
  /** What the coefficient does to the price, in a sentence. */
  protected readonly bonusText = computed(() => {
    const { bonusMalus } = this.contract();
    if (bonusMalus === undefined) return null;
    const percent = bonusPercent(bonusMalus);
    if (percent === 0) return this.t('portal.contracts.reference');
    const values = { percent: this.format.quantity(Math.abs(percent), '%') };
    return percent < 0
      ? this.t('portal.contracts.bonus', values)
      : this.t('portal.contracts.malus', values);
  });
}
