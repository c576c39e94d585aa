import { versionChanges, type VersionTerms } from './contract-version-changes';

const TERMS: VersionTerms = {
  cover: 'covered',
  formula: 'comprehensive',
  options: ['glass', 'theft-fire'],
  deductibleCents: 30_000,
  bonusMalus: 0.76,
  premiumCents: 58_400,
};

describe('what changed from one period to the next', () => {
  it.each<[string, Partial<VersionTerms>, readonly unknown[]]>([
    ['nothing', {}, []],
    [
      'the cover',
      { cover: 'suspended' },
      [{ what: 'cover', before: 'covered', after: 'suspended' }],
    ],
    [
      'the formula',
      { formula: 'third-party' },
      [{ what: 'formula', before: 'comprehensive', after: 'third-party' }],
    ],
    [
      'an option for another',
      { options: ['theft-fire', 'legal-protection'] },
      [
        { what: 'optionAdded', option: 'legal-protection' },
        { what: 'optionRemoved', option: 'glass' },
      ],
    ],
    ['the order of options', { options: ['theft-fire', 'glass'] }, []],
    [
      'amounts',
      { bonusMalus: 0.72, premiumCents: 55_326 },
      [
        { what: 'bonusMalus', before: 0.76, after: 0.72 },
        { what: 'premiumCents', before: 58_400, after: 55_326 },
      ],
    ],
  ])('%s', (_, changed, expected) => {
    expect(versionChanges(TERMS, { ...TERMS, ...changed })).toEqual(expected);
  });

  it('a deductible that was not known before', () => {
    const { deductibleCents, ...before } = TERMS;
    expect(versionChanges(before, TERMS)).toEqual([
      { what: 'deductibleCents', before: undefined, after: deductibleCents },
    ]);
  });
});
