import type { Language } from '../auth/auth.public.js';
import type { ContractStatus } from './contract-lifecycle.js';
import type { ContractOption, Cover, Formula } from './contract.entity.js';

/** The words of a contract's summary in one language. */
export interface SummaryWords {
  readonly locale: string;
  readonly title: string;
  readonly number: string;
  readonly insured: string;
  readonly vehicle: string;
  readonly reference: string;
  readonly status: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly open: string;
  readonly terms: string;
  readonly formula: string;
  readonly optionsTitle: string;
  readonly none: string;
  readonly unknown: string;
  readonly deductible: string;
  readonly bonusMalus: string;
  readonly premium: string;
  readonly versions: string;
  readonly footer: (day: string) => string;
  readonly statuses: Readonly<Record<ContractStatus, string>>;
  readonly formulas: Readonly<Record<Formula, string>>;
  readonly options: Readonly<Record<ContractOption, string>>;
  readonly covers: Readonly<Record<Cover, string>>;
}

/** The summary in French and English. */
export const SUMMARY_WORDS: Readonly<Record<Language, SummaryWords>> = {
  fr: {
    locale: 'fr-FR',
    title: 'Récapitulatif du contrat',
    number: 'Numéro du contrat',
    insured: 'Assuré',
    vehicle: 'Véhicule',
    reference: 'Référence du véhicule',
    status: 'Situation',
    startsOn: 'Prise d’effet',
    endsOn: 'Fin (jour non compris)',
    open: 'sans terme fixé',
    terms: 'Garanties et prime',
    formula: 'Formule',
    optionsTitle: 'Options',
    none: 'aucune',
    unknown: 'non renseigné',
    deductible: 'Franchise',
    bonusMalus: 'Coefficient de réduction-majoration',
    premium: 'Prime annuelle',
    versions: 'Périodes',
    footer: (day) =>
      `Établi le ${day}. Ce récapitulatif ne remplace ni le contrat ni le mémo véhicule assuré.`,
    statuses: {
      quote: 'Devis',
      active: 'En cours',
      suspended: 'Suspendu',
      terminated: 'Résilié',
      expired: 'Arrivé à échéance',
      renewed: 'Renouvelé',
    },
    formulas: {
      'third-party': 'Au tiers',
      'third-party-plus': 'Au tiers étendu',
      comprehensive: 'Tous risques',
    },
    options: {
      glass: 'Bris de glace',
      'theft-fire': 'Vol et incendie',
      'assistance-0km': 'Assistance 0 km',
      'replacement-car': 'Véhicule de remplacement',
      'driver-protection': 'Protection du conducteur',
      'legal-protection': 'Protection juridique',
      'personal-belongings': 'Effets personnels',
    },
    covers: { covered: 'Garanti', suspended: 'Garanties suspendues' },
  },
  en: {
    locale: 'en-GB',
    title: 'Contract summary',
    number: 'Contract number',
    insured: 'Insured',
    vehicle: 'Vehicle',
    reference: 'Vehicle reference',
    status: 'Status',
    startsOn: 'First day of cover',
    endsOn: 'End (this day excluded)',
    open: 'no fixed end',
    terms: 'Cover and premium',
    formula: 'Formula',
    optionsTitle: 'Options',
    none: 'none',
    unknown: 'not known',
    deductible: 'Deductible',
    bonusMalus: 'Bonus-malus coefficient',
    premium: 'Yearly premium',
    versions: 'Periods',
    footer: (day) =>
      `Written on ${day}. This summary replaces neither the contract nor the insured-vehicle memo.`,
    statuses: {
      quote: 'Quote',
      active: 'Active',
      suspended: 'Suspended',
      terminated: 'Terminated',
      expired: 'Expired',
      renewed: 'Renewed',
    },
    formulas: {
      'third-party': 'Third party',
      'third-party-plus': 'Third party plus',
      comprehensive: 'Comprehensive',
    },
    options: {
      glass: 'Glass breakage',
      'theft-fire': 'Theft and fire',
      'assistance-0km': 'Assistance from 0 km',
      'replacement-car': 'Replacement car',
      'driver-protection': 'Driver protection',
      'legal-protection': 'Legal protection',
      'personal-belongings': 'Personal belongings',
    },
    covers: { covered: 'Covered', suspended: 'Cover suspended' },
  },
};
