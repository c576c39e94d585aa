import type { ContractDto } from '../api/models/contract-dto';
import { bonusPercent, isOver, nextDay } from './own-contract';

const contract = (fields: Partial<ContractDto> = {}): ContractDto => ({
  id: 'k1',
  number: 'NC-2026-000123',
  clientId: 'c1',
  vehicleId: 'v1',
  formula: 'comprehensive',
  options: [],
  status: 'active',
  transitions: [],
  startsOn: '2025-03-10',
  premiumCents: 58_450,
  version: 1,
  createdAt: '2025-03-01T10:00:00.000Z',
  ...fields,
});

describe('the next day of a contract', () => {
  it.each<[string, Partial<ContractDto>, ReturnType<typeof nextDay>]>([
    ['goes on by itself', {}, { about: 'anniversary', on: '2027-03-10' }],
    ['turns a year today', { startsOn: '2024-11-25' }, { about: 'anniversary', on: '2027-11-25' }],
    ['began today', { startsOn: '2026-11-25' }, { about: 'anniversary', on: '2027-11-25' }],
    ['starts next month', { startsOn: '2026-12-24' }, { about: 'anniversary', on: '2027-12-24' }],
    ['began on a leap day', { startsOn: '2024-02-29' }, { about: 'anniversary', on: '2027-02-28' }],
    ['has a last day', { endsOn: '2027-01-01' }, { about: 'renewal', on: '2027-01-01' }],
    [
      'will be terminated',
      { endsOn: '2027-01-01', scheduled: { status: 'terminated', on: '2026-12-15' } },
      { about: 'end', on: '2026-12-15' },
    ],
    ['is suspended', { status: 'suspended' }, { about: 'anniversary', on: '2027-03-10' }],
    ['is a quote', { status: 'quote' }, null],
    ['is over', { status: 'expired', endsOn: '2026-01-01' }, null],
  ])('of one that %s', (_, fields, next) => {
    expect(nextDay(contract(fields), '2026-11-25')).toEqual(next);
  });
});

it.each([
  ['active', false],
  ['suspended', false],
  ['quote', false],
  ['terminated', true],
  ['expired', true],
  ['renewed', true],
] as const)('a contract that is %s is over: %s', (status, over) => {
  expect(isOver(contract({ status }))).toBe(over);
});

it.each([
  [0.5, -50],
  [0.57, -43],
  [1, 0],
  [1.25, 25],
])('the coefficient %s is %s %%', (coefficient, percent) => {
  expect(bonusPercent(coefficient)).toBe(percent);
});
