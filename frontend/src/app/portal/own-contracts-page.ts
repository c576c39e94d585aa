import { Component, computed, inject } from '@angular/core';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Now } from '../ui/now';
import { OwnContractCard } from './own-contract-card';
import { OwnContractsStore } from './own-contracts-store';

/** A client's contracts in plain words. */
@Component({
  selector: 'naif-own-contracts-page',
  imports: [EmptyState, ErrorState, OwnContractCard],
  providers: [OwnContractsStore],
  templateUrl: './own-contracts-page.html',
  styleUrl: './_portal-page.scss',
})
export class OwnContractsPage {
  private readonly now = inject(Now);
  protected readonly store = inject(OwnContractsStore);
  protected readonly t = injectWords();

  /** Contracts count in days of France. */
  protected readonly today = computed(() => PARIS_DAY.format(this.now.ms()));
}

/** The Swedish way to write a day is that of ISO 8601. */
const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
