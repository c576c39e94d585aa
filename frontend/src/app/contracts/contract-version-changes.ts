import type { Formula, Option } from './contract-terms';

/** What counts of a contract in one of its periods. */
export interface VersionTerms {
  readonly cover: 'covered' | 'suspended';
  readonly formula: Formula;
  readonly options: readonly Option[];
  readonly deductibleCents?: number;
  readonly bonusMalus?: number;
  readonly premiumCents: number;
}

/** One thing that is different from the period before. */
export type VersionChange =
  | {
      readonly what: 'cover';
      readonly before: VersionTerms['cover'];
      readonly after: VersionTerms['cover'];
    }
  | { readonly what: 'formula'; readonly before: Formula; readonly after: Formula }
  | { readonly what: 'optionAdded' | 'optionRemoved'; readonly option: Option }
  | {
      readonly what: 'deductibleCents' | 'bonusMalus' | 'premiumCents';
      readonly before: number | undefined;
      readonly after: number | undefined;
    };

/** What became different from one period to the next, in the order in which a contract tells it. */
export function versionChanges(before: VersionTerms, after: VersionTerms): VersionChange[] {
  const changes: VersionChange[] = [];
  if (before.cover !== after.cover) {
    changes.push({ what: 'cover', before: before.cover, after: after.cover });
  }
  if (before.formula !== after.formula) {
    changes.push({ what: 'formula', before: before.formula, after: after.formula });
  }
  for (const option of after.options) {
    if (!before.options.includes(option)) changes.push({ what: 'optionAdded', option });
  }
  for (const option of before.options) {
    if (!after.options.includes(option)) changes.push({ what: 'optionRemoved', option });
  }
  for (const what of ['deductibleCents', 'bonusMalus', 'premiumCents'] as const) {
    if (before[what] === after[what]) continue;
    changes.push({ what, before: before[what], after: after[what] });
  }
  return changes;
}
