import type { SchemaPathTree } from '@angular/forms/signals';
import { validate } from '@angular/forms/signals';
import { parseEuros } from '../format/money';
import { atMost, calendarDay, needed, wholeNumber } from '../ui/rules';
import { bonusMalus, euros, type Formula, type Option, parseCoefficient } from './contract-terms';

/** What the desk can do to a contract. */
export const STEPS = ['activate', 'resume', 'renew', 'endorse', 'suspend', 'terminate'] as const;
export type Step = (typeof STEPS)[number];

/** The form of a step as it stands in the dialog. */
export interface StepModel {
  readonly effectiveOn: string;
  readonly reason: string;
  /** The contract's number, typed again before it is ended. */
  readonly confirmation: string;
  readonly atFaultClaims: string;
  readonly premium: string;
  readonly formula: Formula;
  readonly options: readonly Option[];
  readonly deductible: string;
  readonly bonusMalus: string;
}

/** What is told to the server, beside the version. */
export interface StepFields {
  readonly effectiveOn: string;
  readonly reason?: string;
  readonly atFaultClaims?: number;
  readonly premiumCents?: number;
  readonly terms?: {
    readonly formula: Formula;
    readonly options: Option[];
    readonly deductibleCents: number | null;
    readonly bonusMalus?: number;
    readonly premiumCents: number;
  };
}

/** Most claims of a year that are counted. */
const MOST_CLAIMS = 20;
/** These take something away from the insured, or change what they pay: they hear why. */
const REASONED: ReadonlySet<Step> = new Set<Step>(['suspend', 'endorse', 'terminate']);

/** Whether a step needs a reason. */
export function needsReason(step: Step): boolean {
  return REASONED.has(step);
}

/** What is wrong with the form of a step. @param number of the contract */
export function stepRules(step: Step, number: string) {
  return (path: SchemaPathTree<StepModel>): void => {
    needed(path.effectiveOn);
    calendarDay(path.effectiveOn);
    atMost(path.reason, 500);
    if (needsReason(step)) needed(path.reason);
    if (step === 'terminate') {
      validate(path.confirmation, ({ value }) =>
        plain(value()) === plain(number) ? null : { kind: 'otherName' },
      );
    }
    if (step === 'renew') {
      wholeNumber(path.atFaultClaims, 0, MOST_CLAIMS);
      euros(path.premium, 1);
    }
    if (step === 'endorse') {
      needed(path.premium);
      euros(path.premium, 1);
      euros(path.deductible, 0);
      bonusMalus(path.bonusMalus);
    }
  };
}

/** The form of a step as the server reads it. */
export function stepFields(step: Step, model: StepModel): StepFields {
  const { effectiveOn, formula, options } = model;
  const reason = model.reason.trim();
  const coefficient = parseCoefficient(model.bonusMalus);
  // Sent only when it is an amount.
  const premiumCents = parseEuros(model.premium) ?? 0;
  return {
    effectiveOn,
    ...(reason === '' ? {} : { reason }),
    ...(step === 'renew' && model.atFaultClaims.trim() !== ''
      ? { atFaultClaims: Number(model.atFaultClaims) }
      : {}),
    ...(step === 'renew' && model.premium.trim() !== '' ? { premiumCents } : {}),
    ...(step === 'endorse'
      ? {
          terms: {
            formula,
            options: [...options],
            deductibleCents: parseEuros(model.deductible),
            premiumCents,
            ...(coefficient === null ? {} : { bonusMalus: coefficient }),
          },
        }
      : {}),
  };
}

/** Numbers are the same whatever their case and blanks. */
function plain(number: string): string {
  return number.replace(/\s/g, '').toUpperCase();
}
