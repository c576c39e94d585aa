import type { ContractDto } from '../api/models/contract-dto';
import { OwnContractsPage } from './own-contracts-page';
import { PageInTest } from './page-in-test';

const contract = (fields: Partial<ContractDto> = {}): ContractDto => ({
  id: 'k1',
  number: 'NC-2026-000123',
  clientId: 'c1',
  vehicleId: 'v1',
  formula: 'third-party-plus',
  options: ['glass'],
  bonusMalus: 0.76,
  deductibleCents: 30_000,
  status: 'active',
  transitions: [],
  startsOn: '2025-01-01',
  endsOn: '2027-01-01',
  premiumCents: 58_450,
  version: 3,
  createdAt: '2025-12-01T10:00:00.000Z',
  ...fields,
});
const pageOf = (...items: object[]) => ({ items, total: items.length, page: 1, pageSize: 100 });
const VEHICLES = pageOf({ id: 'v1', plate: 'AB-123-CD', make: 'Kia', model: 'Picanto' });

describe('OwnContractsPage', () => {
  it('explains a contract in plain words', async () => {
    const page = await PageInTest.open(OwnContractsPage, {
      '/api/contracts': pageOf(contract()),
      '/api/vehicles': VEHICLES,
    });
    expect(page.text('naif-own-contract-card h2')).toBe('Kia Picanto · AB-123-CD');
    expect(page.text('naif-own-contract-card')).toContain('Contract NC-2026-000123');
    expect(page.text('naif-own-contract-card li')).toBe('Glass: windscreen and windows');
    expect(page.text('[data-testid=premium]')).toBe('€584.50 a year');
    expect(page.text('[data-testid=next-day]')).toBe('01/01/2027');
    expect(page.text()).toContain('To be renewed');
    expect(page.text('[data-testid=bonus]')).toBe('24 % below the reference price.');
    const pdf = page.element.querySelector<HTMLAnchorElement>('naif-own-contract-card a');
    expect(pdf?.getAttribute('href')).toBe('/api/contracts/k1/summary.pdf?language=en');
  });

  it('says it in French, too', async () => {
    const page = await PageInTest.open(
      OwnContractsPage,
      {
        '/api/contracts': pageOf(contract({ bonusMalus: 1.25, options: [] })),
        '/api/vehicles': VEHICLES,
      },
      'fr',
    );
    expect(page.text('[data-testid=bonus]')).toBe('25 % de plus que le tarif de référence.');
    expect(page.text()).toContain('Aucune option choisie.');
  });

  it('leaves out what is not known', async () => {
    const bare = contract();
    delete bare.bonusMalus;
    delete bare.deductibleCents;
    const page = await PageInTest.open(OwnContractsPage, {
      '/api/contracts': pageOf(bare),
      '/api/vehicles': 500,
    });
    expect(page.text('naif-own-contract-card h2')).toBe('Contract NC-2026-000123');
    expect(page.text('dl')).not.toMatch(/Bonus|Deductible/);
  });

  it('puts away what is over', async () => {
    const page = await PageInTest.open(OwnContractsPage, {
      '/api/contracts': pageOf(contract(), contract({ id: 'k0', status: 'expired' })),
      '/api/vehicles': VEHICLES,
    });
    expect(page.text('summary')).toBe('Contracts that ended (1)');
    expect(page.element.querySelectorAll('details naif-own-contract-card')).toHaveLength(1);
    expect(page.text('details dl')).not.toContain('To be renewed');
  });

  it('says when there is none', async () => {
    const page = await PageInTest.open(OwnContractsPage, {
      '/api/contracts': pageOf(),
      '/api/vehicles': pageOf(),
    });
    expect(page.text('naif-empty-state')).toContain('No contract yet');
  });
});
