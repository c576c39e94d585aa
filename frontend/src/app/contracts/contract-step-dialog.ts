import { Component, computed, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Format } from '../format/format';
import { parseEuros } from '../format/money';
import { injectWords } from '../i18n/words';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import { Icon } from '../ui/icon';
import { nextBonusMalus, premiumUnder } from './bonus-malus';
import {
  needsReason,
  type Step,
  type StepFields,
  stepFields,
  type StepModel,
  stepRules,
} from './contract-step';
import { FORMULAS } from './contract-terms';
import { OptionBoxes } from './option-boxes';

/** What the dialog works on. */
export interface ContractStepData {
  readonly step: Step;
  readonly number: string;
  readonly initial: StepModel;
  /** Yearly premium and bonus-malus as they are, euro cents. */
  readonly premiumCents: number;
  readonly bonusMalus?: number;
  readonly draftKey: string;
  readonly send: (fields: StepFields) => Promise<void>;
  /** Reads the contract again after somebody else changed it. */
  readonly readAgain: () => Promise<void>;
}

/** Takes a contract a step further: from which day, why, and what else belongs to the step. Closes with `true` when done. */
@Component({
  selector: 'naif-contract-step-dialog',
  imports: [Control, Field, FormField, FormFrame, Icon, MatDialogModule, OptionBoxes],
  templateUrl: './contract-step-dialog.html',
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
})
export class ContractStepDialog {
  protected readonly dialog = inject<MatDialogRef<ContractStepDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<ContractStepData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  private readonly format = inject(Format);
  protected readonly formulas = FORMULAS;
  protected readonly reasoned = needsReason(this.data.step);
  protected readonly amounts: FaultWords = {
    isInt: 'contracts.premiumFault',
    min: 'contracts.premiumFault',
  };
  protected readonly coefficients: FaultWords = {
    isNumber: 'contracts.bonusMalusFault',
    min: 'contracts.bonusMalusFault',
    max: 'contracts.bonusMalusFault',
  };
  protected readonly confirmations: FaultWords = { otherName: 'form.typeNameMismatch' };

  protected readonly editor = new FormSession<StepModel, void>({
    initial: this.data.initial,
    schema: stepRules(this.data.step, this.data.number),
    pointers: { '/premiumCents': '/premium', '/deductibleCents': '/deductible' },
    draftKey: () => this.data.draftKey,
    save: (model) => this.data.send(stepFields(this.data.step, model)),
    saved: () => this.dialog.close(true),
    readAgain: async () => {
      await this.data.readAgain();
      return this.data.initial;
    },
  });

  /** What a renewal will bring, as far as it is filled in; `null` when that cannot be told. */
  protected readonly renewal = computed(() => {
    const { step, bonusMalus, premiumCents } = this.data;
    const claims = this.editor.model().atFaultClaims.trim();
    if (step !== 'renew' || bonusMalus === undefined || !/^\d{0,2}$/.test(claims)) return null;
    const next = nextBonusMalus(bonusMalus, Number(claims));
    const given = parseEuros(this.editor.model().premium);
    return {
      before: this.format.number(bonusMalus, 2),
      after: this.format.number(next, 2),
      premium: this.format.euros(given ?? premiumUnder(premiumCents, bonusMalus, next)),
    };
  });
}
