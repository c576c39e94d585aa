import type { SchemaPathTree } from '@angular/forms/signals';
import { eurosText, parseEuros } from '../format/money';
import { formatNumber } from '../format/numbers';
import type { Language } from '../i18n/language';
import { calendarDay, needed, shaped } from '../ui/rules';
import {
  after,
  bonusMalus,
  euros,
  type Formula,
  type Option,
  parseCoefficient,
} from './contract-terms';

/** A contract is entered as one of these; what becomes of it later has its own ways. */
export const FIRST_STATUSES = ['quote', 'active'] as const;
type FirstStatus = (typeof FIRST_STATUSES)[number];

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9/._-]{0,31}$/;

/** The form as it stands on the page: texts, empty where nothing is entered. */
export interface ContractModel {
  readonly clientId: string;
  readonly vehicleId: string;
  readonly formula: Formula;
  readonly options: readonly Option[];
  /** Euros, as people type them. */
  readonly deductible: string;
  readonly bonusMalus: string;
  readonly status: string;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Euros, as people type them. */
  readonly premium: string;
  readonly number: string;
}

/** The form while nothing is entered. */
export const BLANK: ContractModel = {
  clientId: '',
  vehicleId: '',
  formula: 'comprehensive',
  options: [],
  deductible: '',
  bonusMalus: '',
  status: 'quote',
  startsOn: '',
  endsOn: '',
  premium: '',
  number: '',
};

/** What is wrong with the form, as far as a browser can tell; the server looks closer. */
export function contractRules(path: SchemaPathTree<ContractModel>): void {
  needed(path.clientId);
  needed(path.vehicleId);
  needed(path.startsOn);
  calendarDay(path.startsOn);
  calendarDay(path.endsOn);
  after(path.endsOn, path.startsOn);
  needed(path.premium);
  euros(path.premium, 1);
  euros(path.deductible, 0);
  bonusMalus(path.bonusMalus);
  shaped(path.number, NUMBER);
}

/** What is known of a quote. */
export interface KnownQuote {
  readonly clientId: string;
  readonly vehicleId: string;
  readonly formula: Formula;
  readonly options: readonly Option[];
  readonly deductibleCents?: number;
  readonly bonusMalus?: number;
  readonly startsOn: string;
  readonly endsOn?: string;
  readonly premiumCents: number;
  readonly number: string;
}

/** The form of a quote that is known. */
export function modelOf(quote: KnownQuote, language: Language): ContractModel {
  const { clientId, vehicleId, formula, options, startsOn, endsOn, number } = quote;
  return {
    clientId,
    vehicleId,
    formula,
    options,
    deductible:
      quote.deductibleCents === undefined ? '' : eurosText(quote.deductibleCents, language),
    bonusMalus: quote.bonusMalus === undefined ? '' : formatNumber(quote.bonusMalus, language, 2),
    status: 'quote',
    startsOn,
    endsOn: endsOn ?? '',
    premium: eurosText(quote.premiumCents, language),
    number,
  };
}

/** A new contract as the server reads it. */
export interface NewContractFields {
  readonly clientId: string;
  readonly vehicleId: string;
  readonly formula: Formula;
  readonly options?: Option[];
  readonly deductibleCents?: number;
  readonly bonusMalus?: number;
  readonly status: FirstStatus;
  readonly startsOn: string;
  readonly endsOn?: string;
  readonly number?: string;
  readonly premiumCents: number;
}

/** The form of a new contract as the server reads it. */
export function newContract(model: ContractModel): NewContractFields {
  const { clientId, vehicleId, startsOn, endsOn, number } = model;
  const deductibleCents = parseEuros(model.deductible);
  const coefficient = parseCoefficient(model.bonusMalus);
  return {
    clientId,
    vehicleId,
    formula: model.formula,
    ...(model.options.length === 0 ? {} : { options: [...model.options] }),
    ...(deductibleCents === null ? {} : { deductibleCents }),
    ...(coefficient === null ? {} : { bonusMalus: coefficient }),
    // The form's list offers these alone.
    status: model.status as FirstStatus,
    startsOn,
    ...(endsOn === '' ? {} : { endsOn }),
    ...(number.trim() === '' ? {} : { number }),
    // Saved only when it is an amount.
    premiumCents: parseEuros(model.premium) ?? 0,
  };
}

/** A correction of a quote as the server reads it: everything that the form shows. */
export interface QuoteFields {
  readonly formula: Formula;
  readonly options: Option[];
  readonly deductibleCents: number | null;
  readonly bonusMalus?: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly number?: string;
  readonly premiumCents: number;
}

/** The form of a quote that is corrected as the server reads it. */
export function correctedQuote(model: ContractModel): QuoteFields {
  const coefficient = parseCoefficient(model.bonusMalus);
  return {
    formula: model.formula,
    options: [...model.options],
    deductibleCents: parseEuros(model.deductible),
    ...(coefficient === null ? {} : { bonusMalus: coefficient }),
    startsOn: model.startsOn,
    endsOn: model.endsOn === '' ? null : model.endsOn,
    ...(model.number.trim() === '' ? {} : { number: model.number }),
    premiumCents: parseEuros(model.premium) ?? 0,
  };
}
