import { contractSummaryPdf, printable, type ContractSummary } from './contract-summary.js';
import { pdfText } from '../../../test/pdf-text.js';

const SUMMARY = {
  contract: {
    number: 'NC-2026-000123',
    status: 'active',
    startsOn: '2026-12-01',
    endsOn: '2027-12-01',
    formula: 'comprehensive',
    options: ['glass', 'assistance-0km'],
    deductibleCents: 30_000,
    bonusMalus: 0.76,
    premiumCents: 123_456,
  },
  versions: [
    {
      startsOn: '2026-12-01',
      endsOn: '2027-12-01',
      cover: 'covered',
      formula: 'comprehensive',
      premiumCents: 123_456,
      reason: 'Garage à l’année',
    },
  ],
  clientName: 'Amélie Lefèvre-Œuvré',
  vehicle: {
    plate: 'AB-123-CD',
    make: 'Citroën',
    model: 'C3',
    carId: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  writtenOn: '2026-11-25',
} as unknown as ContractSummary;

describe('the summary of a contract', () => {
  it('is French with its letters', async () => {
    const text = pdfText(await contractSummaryPdf(SUMMARY, 'fr', false));
    for (const part of [
      'Récapitulatif du contrat',
      'NC-2026-000123',
      'Amélie Lefèvre-Œuvré',
      'Citroën C3, AB-123-CD',
      '9f86d081884c',
      '1 décembre 2026',
      'Tous risques',
      'Bris de glace, Assistance 0 km',
      '300,00 €',
      '1 234,56 €',
      '0,76',
      'Garage à l’année',
      'Établi le 25 novembre 2026',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('9f86d081884c7');
  });

  it('is English, also packed', async () => {
    const text = pdfText(await contractSummaryPdf(SUMMARY, 'en'));
    expect(text).toContain('Contract summary');
    expect(text).toContain('1 December 2026');
    expect(text).toContain('€1,234.56');
  });

  it('goes on over pages', async () => {
    const versions = Array.from({ length: 60 }, (_, index) => ({
      ...SUMMARY.versions[0]!,
      reason: `Avenant ${index}`,
    }));
    const text = pdfText(await contractSummaryPdf({ ...SUMMARY, versions }, 'fr'));
    for (const [index] of versions.entries()) expect(text).toContain(`Avenant ${index}`);
  });

  it.each([
    ['Škoda Œuvre à l’été — 5 €', 'Škoda Œuvre à l’été — 5 €'],
    ['Čapek Győző', 'Capek Gyozo'],
    ['李', '?'],
    ['1\u202f234,56\u00a0€\n', '1 234,56 € '],
  ])('writes %j as %j', (text, written) => {
    expect(printable(text)).toBe(written);
  });
});
