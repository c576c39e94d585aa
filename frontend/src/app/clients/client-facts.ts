import type { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { phoneText } from '../format/phone';
import type { Translate, WordKey } from '../i18n/words';
import type { KnownClient } from './client-model';

/** A line of what is known of a client. */
export interface Fact {
  readonly word: WordKey;
  readonly text: string;
  readonly href?: string;
  /** Several of a kind, each on a line of its own. */
  readonly lines?: readonly FactLine[];
}

/** One of several. */
export interface FactLine {
  readonly text: string;
  readonly href: string;
}

/** A client who is on record. */
export interface RecordedClient extends KnownClient {
  readonly createdAt: string;
  readonly updatedAt: string;
}

/**
 * What is known of a client, line by line; what the kind of client does not have is left out.
 * @param responsible name of whoever is; `null` where it is not told
 */
export function clientFacts(
  client: RecordedClient,
  format: Format,
  t: Translate,
  responsible: string | null,
): Fact[] {
  return [
    { word: 'clients.kind', text: t(`clients.kinds.${client.kind}`) },
    ...(client.kind === 'company' ? companyFacts(client) : []),
    { word: 'clients.email', text: client.email, href: `mailto:${client.email}` },
    {
      word: 'clients.phone',
      text: phoneText(client.phone),
      ...(client.phone === undefined ? {} : { href: `tel:${client.phone}` }),
    },
    ...otherPhonesFact(client),
    { word: 'clients.address', text: addressText(client.address) },
    { word: 'clients.mailingAddress', text: addressText(client.mailingAddress) },
    { word: 'clients.language', text: client.language === 'fr' ? 'Français' : 'English' },
    ...(client.kind === 'person' ? personFacts(client, format) : []),
    ...(responsible === null ? [] : [{ word: 'clients.responsible' as const, text: responsible }]),
    { word: 'clients.createdAt', text: format.time(client.createdAt, 'date') },
    { word: 'clients.updatedAt', text: format.time(client.updatedAt, 'date') },
  ];
}

/** Most clients have none: then no line says so. */
function otherPhonesFact({ otherPhones = [] }: RecordedClient): Fact[] {
  if (otherPhones.length === 0) return [];
  const lines = otherPhones.map((phone) => ({ text: phoneText(phone), href: `tel:${phone}` }));
  const text = lines.map((line) => line.text).join('\n');
  return [{ word: 'clients.otherPhones', text, lines }];
}

function companyFacts({ siren, contactName }: RecordedClient): Fact[] {
  return [
    { word: 'clients.siren', text: siren ?? MISSING },
    { word: 'clients.contactName', text: contactName ?? MISSING },
  ];
}

function personFacts(client: RecordedClient, format: Format): Fact[] {
  const day = (value: string | undefined): string =>
    value === undefined ? MISSING : format.day(value);
  return [
    { word: 'clients.birthDate', text: day(client.birthDate) },
    { word: 'clients.licenceNumber', text: client.licenceNumber ?? MISSING },
    { word: 'clients.licenceDate', text: day(client.licenceDate) },
  ];
}

/** An address line by line; the country only where it is not France. */
function addressText(address: KnownClient['address']): string {
  if (address === undefined) return MISSING;
  const { line1, line2, postcode, city, country } = address;
  const town = postcode === undefined ? city : `${postcode} ${city}`;
  const lines = [line1, line2, town, country === 'FR' ? undefined : country];
  return lines.filter((line) => line !== undefined).join('\n');
}
