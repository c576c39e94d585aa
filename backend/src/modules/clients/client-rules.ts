import type { Fault } from '../../errors/domain-error.js';
import type { Client } from './client.entity.js';
import { phoneInE164 } from './phone.js';

/** What people may write into a client. */
export type ClientFields = Pick<
  Client,
  | 'kind'
  | 'firstName'
  | 'lastName'
  | 'birthDate'
  | 'licenceNumber'
  | 'licenceDate'
  | 'companyName'
  | 'siren'
  | 'contactName'
  | 'email'
  | 'phone'
  | 'otherPhones'
  | 'language'
  | 'address'
  | 'mailingAddress'
  | 'responsibleId'
>;

/** Nobody who drives was born before. */
const OLDEST_BIRTH = '1900-01-01';
/** The youngest at whom a licence that counts is obtained anywhere that we insure, years. */
const LICENCE_AGE_YEARS = 15;

/** Fields that only clients of one kind have. */
const OF_KIND = {
  person: ['firstName', 'lastName', 'birthDate', 'licenceNumber', 'licenceDate'],
  company: ['companyName', 'siren', 'contactName'],
} as const;
const NEEDED = { person: ['firstName', 'lastName'], company: ['companyName'] } as const;

/** What is wrong with a client as a whole; each field on its own was checked at the edge. @param today `YYYY-MM-DD` */
export function faultsOfClient(client: ClientFields, today: string): Fault[] {
  const { kind } = client;
  const other = kind === 'person' ? 'company' : 'person';
  const missing = NEEDED[kind]
    .filter((field) => client[field] === null)
    .map((field) => fault(field, 'required', `A ${kind} has a ${field}.`));
  const foreign = OF_KIND[other]
    .filter((field) => client[field] !== null)
    .map((field) => fault(field, 'notOfThisKind', `A ${kind} has no ${field}.`));
  return [...missing, ...foreign, ...faultsOfPhones(client), ...faultsOfDriver(client, today)];
}

/** No number stands there twice; the fault is the later one's. */
function faultsOfPhones({ phone, otherPhones }: Pick<Client, 'phone' | 'otherPhones'>): Fault[] {
  const main = phone === null ? undefined : phoneInE164(phone);
  return otherPhones.flatMap((number, index) => {
    if (number !== main && otherPhones.indexOf(number) === index) return [];
    const item = `otherPhones/${index}`;
    return [fault(item, 'repeated', 'The number stands there already.')];
  });
}

/** What is wrong with the dates of somebody who drives. @param today `YYYY-MM-DD` */
export function faultsOfDriver(
  { birthDate, licenceDate }: Pick<Client, 'birthDate' | 'licenceDate'>,
  today: string,
): Fault[] {
  const faults: Fault[] = [];
  if (birthDate !== null && birthDate > today) {
    faults.push(fault('birthDate', 'inFuture', 'The birth date lies in the future.'));
  }
  if (birthDate !== null && birthDate < OLDEST_BIRTH) {
    faults.push(fault('birthDate', 'tooLongAgo', 'The birth date lies before 1900.'));
  }
  if (licenceDate !== null && licenceDate > today) {
    faults.push(fault('licenceDate', 'inFuture', 'The licence date lies in the future.'));
  }
  if (licenceDate !== null && licenceDate < earliestLicence(birthDate)) {
    const detail = `A licence is obtained at ${LICENCE_AGE_YEARS} at the earliest.`;
    faults.push(fault('licenceDate', 'tooYoung', detail));
  }
  return faults;
}

/** Days of this form are in the order of their texts. */
function earliestLicence(birthDate: string | null): string {
  const day = birthDate ?? OLDEST_BIRTH;
  return `${String(Number(day.slice(0, 4)) + LICENCE_AGE_YEARS).padStart(4, '0')}${day.slice(4)}`;
}

function fault(field: string, code: string, detail: string): Fault {
  return { pointer: `/${field}`, code, detail };
}
