import { type ClientFields, faultsOfClient, faultsOfDriver } from './client-rules.js';

const TODAY = '2026-11-25';

const EMPTY: ClientFields = {
  kind: 'person',
  firstName: null,
  lastName: null,
  birthDate: null,
  licenceNumber: null,
  licenceDate: null,
  companyName: null,
  siren: null,
  contactName: null,
  email: 'a@example.fr',
  phone: null,
  otherPhones: [],
  language: 'fr',
  address: null,
  mailingAddress: null,
  responsibleId: null,
};
const person = { ...EMPTY, firstName: 'A', lastName: 'B' };
const company: ClientFields = { ...EMPTY, kind: 'company', companyName: 'C' };

const told = (fields: ClientFields): string[] =>
  faultsOfClient(fields, TODAY).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a client', () => {
  it('is plausible with a name alone', () => {
    expect(told(person)).toEqual([]);
    expect(told(company)).toEqual([]);
  });

  it('has the name of its kind', () => {
    expect(told(EMPTY)).toEqual(['/firstName required', '/lastName required']);
    expect(told({ ...EMPTY, kind: 'company' })).toEqual(['/companyName required']);
  });

  it('has no telephone number twice', () => {
    const others = ['+33478123456', '+33612345678', '+33478123456'];
    const twice = ['/otherPhones/1 repeated', '/otherPhones/2 repeated'];
    expect(told({ ...person, phone: '+33612345678', otherPhones: others })).toEqual(twice);
    // As entered before numbers were kept in E.164.
    expect(told({ ...person, phone: '06 12 34 56 78', otherPhones: others })).toEqual(twice);
    expect(told({ ...company, phone: 'ask at 5', otherPhones: others.slice(0, 2) })).toEqual([]);
  });

  it('has nothing that only the other kind has', () => {
    expect(told({ ...person, companyName: 'C', siren: '732829320', contactName: 'D' })).toEqual([
      '/companyName notOfThisKind',
      '/siren notOfThisKind',
      '/contactName notOfThisKind',
    ]);
    const born = { birthDate: '1980-01-01', licenceNumber: 'X', licenceDate: '2000-01-01' };
    expect(told({ ...company, ...born })).toEqual([
      '/birthDate notOfThisKind',
      '/licenceNumber notOfThisKind',
      '/licenceDate notOfThisKind',
    ]);
  });
});

describe('the dates of somebody who drives', () => {
  it.each([
    [null, null],
    [TODAY, null],
    ['1900-01-01', null],
    ['1985-04-23', '2000-04-23'],
    ['2008-02-29', '2023-03-01'],
    [null, '1960-01-01'],
    [null, TODAY],
  ])('birth %s, licence %s: plausible', (birthDate, licenceDate) => {
    expect(faultsOfDriver({ birthDate, licenceDate }, TODAY)).toEqual([]);
  });

  it.each([
    ['2026-11-26', null, ['/birthDate inFuture']],
    ['1899-12-31', null, ['/birthDate tooLongAgo']],
    ['1985-04-23', '2000-04-22', ['/licenceDate tooYoung']],
    ['2008-02-29', '2023-02-28', ['/licenceDate tooYoung']],
    ['1985-04-23', '2026-11-26', ['/licenceDate inFuture']],
    [null, '1914-12-31', ['/licenceDate tooYoung']],
    [
      '2026-11-26',
      '2026-11-27',
      ['/birthDate inFuture', '/licenceDate inFuture', '/licenceDate tooYoung'],
    ],
  ])('birth %s, licence %s: %s', (birthDate, licenceDate, expected) => {
    const faults = faultsOfDriver({ birthDate, licenceDate }, TODAY);
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
