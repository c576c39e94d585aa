import { isDeepStrictEqual } from 'node:util';
import { addressOf } from './address.js';
import type { AddressDto } from './address.dto.js';
import type { Client } from './client.entity.js';
import type { CreateClientDto, UpdateClientDto } from './client-input.dto.js';
import type { ClientFields } from './client-rules.js';

/** The fields of a client that is entered. What was left out is empty. */
export function fieldsOfNew(told: CreateClientDto): ClientFields {
  return {
    kind: told.kind,
    firstName: told.firstName ?? null,
    lastName: told.lastName ?? null,
    birthDate: told.birthDate ?? null,
    licenceNumber: told.licenceNumber ?? null,
    licenceDate: told.licenceDate ?? null,
    companyName: told.companyName ?? null,
    siren: told.siren ?? null,
    contactName: told.contactName ?? null,
    email: told.email,
    phone: told.phone ?? null,
    otherPhones: told.otherPhones ?? [],
    language: told.language ?? 'fr',
    address: addressOrNone(told.address),
    mailingAddress: addressOrNone(told.mailingAddress),
    responsibleId: told.responsibleId ?? null,
  };
}

/** The fields that a client has. */
export function fieldsOf(client: Client): ClientFields {
  const { kind, firstName, lastName, birthDate, licenceNumber, licenceDate } = client;
  const { companyName, siren, contactName } = client;
  const { email, phone, otherPhones, language, address, mailingAddress, responsibleId } = client;
  return {
    kind,
    firstName,
    lastName,
    birthDate,
    licenceNumber,
    licenceDate,
    companyName,
    siren,
    contactName,
    email,
    phone,
    otherPhones,
    language,
    address,
    mailingAddress,
    responsibleId,
  };
}

/** The fields after a change: what is missing stays, `null` empties. */
export function fieldsAfter(before: ClientFields, told: UpdateClientDto): ClientFields {
  const { address, mailingAddress } = told;
  const kept = <T>(value: T | undefined, old: T): T => (value === undefined ? old : value);
  return {
    kind: told.kind ?? before.kind,
    firstName: kept(told.firstName, before.firstName),
    lastName: kept(told.lastName, before.lastName),
    birthDate: kept(told.birthDate, before.birthDate),
    licenceNumber: kept(told.licenceNumber, before.licenceNumber),
    licenceDate: kept(told.licenceDate, before.licenceDate),
    companyName: kept(told.companyName, before.companyName),
    siren: kept(told.siren, before.siren),
    contactName: kept(told.contactName, before.contactName),
    email: told.email ?? before.email,
    phone: kept(told.phone, before.phone),
    otherPhones: kept(told.otherPhones, before.otherPhones) ?? [],
    language: told.language ?? before.language,
    address: address === undefined ? before.address : addressOrNone(address),
    mailingAddress:
      mailingAddress === undefined ? before.mailingAddress : addressOrNone(mailingAddress),
    responsibleId: kept(told.responsibleId, before.responsibleId),
  };
}

/** The fields that hold anything. */
export function filledIn(fields: ClientFields): Partial<ClientFields> {
  const isFilledIn = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== null;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isFilledIn(value)));
}

/** What differs between two states of an object: its fields before and after. `undefined`: nothing does. */
export function difference<T extends object>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } | undefined {
  const changed = (Object.keys(after) as (keyof T)[]).filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );
  if (changed.length === 0) return undefined;
  const pick = (from: T): Partial<T> =>
    Object.fromEntries(changed.map((field) => [field, from[field]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}

function addressOrNone(told: AddressDto | null | undefined): ClientFields['address'] {
  return told ? addressOf(told) : null;
}
