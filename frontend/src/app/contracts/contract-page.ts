import { Component, computed, effect, inject, input } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { localDay } from '../format/days';
import { Format } from '../format/format';
import { eurosText } from '../format/money';
import { MISSING } from '../format/numbers';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { ContractBadge } from '../ui/contract-badge';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { type Step, type StepModel, STEPS } from './contract-step';
import { type ContractStepData, ContractStepDialog } from './contract-step-dialog';
import { ContractStore } from './contract-store';
import { type VersionChange, versionChanges } from './contract-version-changes';

type Contract = NonNullable<ReturnType<ContractStore['contract']>>;

/** One contract: where it stands, what it covers and covered, whom it insures, and what can be done with it. */
@Component({
  selector: 'naif-contract-page',
  imports: [ContractBadge, ErrorState, Icon, MatMenuModule, RouterLink],
  providers: [ContractStore],
  templateUrl: './contract-page.html',
  styleUrls: ['../ui/_record-page.scss', './contract-page.scss'],
})
export class ContractPage {
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  protected readonly language = inject(LanguageStore).language;
  protected readonly store = inject(ContractStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  /** The contract's id; from the address. */
  readonly id = input.required<string>();

  /** What can be done where the contract stands, the usual thing first. */
  protected readonly steps = computed<readonly Step[]>(() => {
    const contract = this.store.contract();
    if (contract === undefined || !this.session.can('update:contracts')) return [];
    const endorsable = contract.status === 'active' || contract.status === 'suspended';
    const transitions: readonly string[] = contract.transitions;
    return STEPS.filter((step) => (step === 'endorse' ? endorsable : transitions.includes(step)));
  });

  /** Only a quote can be corrected; what is concluded changes by endorsements. */
  protected readonly correctable = computed(
    () => this.store.contract()?.status === 'quote' && this.session.can('update:contracts'),
  );
  /** Its periods, the newest one first, each with what it changed; where nothing did, its terms are told. */
  protected readonly versions = computed(() => {
    const versions = this.store.versions();
    return versions?.map((version, index) => {
      const before = versions[index + 1];
      return {
        ...version,
        changes:
          before === undefined
            ? []
            : versionChanges(before, version).map((change) => this.sayChange(change)),
      };
    });
  });

  constructor() {
    const titles = inject(PageTitles);
    effect(() => this.store.show(this.id()));
    effect(() => {
      const number = this.store.contract()?.number;
      if (number !== undefined) titles.name(number);
    });
  }

  protected take(step: Step): void {
    const contract = this.store.contract();
    if (contract === undefined) return;
    const data: ContractStepData = {
      step,
      number: contract.number,
      initial: this.stepModel(step, contract),
      premiumCents: contract.premiumCents,
      ...(contract.bonusMalus === undefined ? {} : { bonusMalus: contract.bonusMalus }),
      draftKey: `contract.${contract.id}.${step}.${this.session.account()?.id ?? ''}`,
      readAgain: () => this.store.readAgain(),
      send: async (fields) => {
        const after = await this.store.take(step, fields);
        this.toasts.show({ text: this.t(`contracts.stepDone.${step}`) });
        // A renewal is a contract of its own.
        if (after.id !== contract.id) void this.router.navigate(['/contracts', after.id]);
      },
    };
    this.dialog.open(ContractStepDialog, {
      width: '560px',
      maxWidth: '96vw',
      // The form puts the keyboard where something is to be filled in.
      autoFocus: 'dialog',
      data,
    });
  }

  private sayChange(change: VersionChange): string {
    const { format, t } = this;
    const say = (
      what: 'formula' | 'deductible' | 'bonusMalus' | 'premium',
      before: string,
      after: string,
    ): string => t(`contracts.change.${what}`, { before, after });
    switch (change.what) {
      case 'cover':
        return t(`contracts.coverFrom.${change.after}`);
      case 'formula':
        return say(
          'formula',
          t(`contracts.formula.${change.before}`),
          t(`contracts.formula.${change.after}`),
        );
      case 'optionAdded':
      case 'optionRemoved':
        return t(`contracts.change.${change.what}`, {
          option: t(`contracts.option.${change.option}`),
        });
      case 'deductibleCents':
        return say('deductible', format.euros(change.before), format.euros(change.after));
      case 'premiumCents':
        return say('premium', format.euros(change.before), format.euros(change.after));
      case 'bonusMalus': {
        const [before, after] = [change.before, change.after].map((value) =>
          format.quantity(value, '', 2),
        );
        return say('bonusMalus', before ?? MISSING, after ?? MISSING);
      }
      default:
        return change satisfies never;
    }
  }

  private stepModel(step: Step, contract: Contract): StepModel {
    const { formula, options, premiumCents, deductibleCents, bonusMalus } = contract;
    const money = (cents: number | undefined): string =>
      cents === undefined ? '' : eurosText(cents, this.language());
    return {
      effectiveOn: firstDay(step, contract),
      reason: '',
      confirmation: '',
      atFaultClaims: '',
      premium: step === 'endorse' ? money(premiumCents) : '',
      formula,
      options,
      deductible: money(deductibleCents),
      bonusMalus: bonusMalus === undefined ? '' : this.format.number(bonusMalus, 2),
    };
  }
}

/** The day that a step usually counts from. */
function firstDay(step: Step, { startsOn, endsOn }: Contract): string {
  const today = localDay(Date.now());
  if (step === 'renew' && endsOn !== undefined) return endsOn;
  return startsOn > today || step === 'activate' ? startsOn : today;
}
