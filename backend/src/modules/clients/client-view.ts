import { type Address, addressOf } from './address.js';
import type { ClientDto } from './client.dto.js';
import type { Client } from './client.entity.js';

/** What people call a client. */
export function clientName({
  firstName,
  lastName,
  companyName,
}: Pick<Client, 'firstName' | 'lastName' | 'companyName'>): string {
  return companyName ?? [firstName, lastName].filter((part) => part !== null).join(' ');
}

/** The client as it is answered. */
export function clientDto(client: Client): ClientDto {
  return {
    id: client.id,
    kind: client.kind,
    name: clientName(client),
    ...known('firstName', client.firstName),
    ...known('lastName', client.lastName),
    ...known('birthDate', client.birthDate),
    ...known('licenceNumber', client.licenceNumber),
    ...known('licenceDate', client.licenceDate),
    ...known('companyName', client.companyName),
    ...known('siren', client.siren),
    ...known('contactName', client.contactName),
    email: client.email,
    ...known('phone', client.phone),
    ...known('otherPhones', client.otherPhones.length > 0 ? client.otherPhones : null),
    language: client.language,
    ...known('address', addressIfAny(client.address)),
    ...known('mailingAddress', addressIfAny(client.mailingAddress)),
    ...known('responsibleId', client.responsibleId),
    version: client.version,
    createdAt: client.createdAt.toISOString(),
    updatedAt: client.updatedAt.toISOString(),
  };
}

function addressIfAny(address: Address | null): Address | null {
  return address && addressOf(address);
}

/** The field where there is a value, nothing where there is none. */
function known<K extends string, V>(field: K, value: V | null): Partial<Record<K, V>> {
  return value === null ? {} : ({ [field]: value } as Record<K, V>);
}
