import { applyWhen, type SchemaPathTree } from '@angular/forms/signals';
import { atMost, calendarDay, emailAddress, needed, neededWith } from '../ui/rules';

/** The form of a client as it stands on the page: texts, empty where nothing is entered. */
export interface ClientModel {
  readonly kind: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly licenceNumber: string;
  readonly licenceDate: string;
  readonly companyName: string;
  readonly siren: string;
  readonly contactName: string;
  readonly email: string;
  readonly phone: string;
  /** As many rows as there can be, empty where there is none. */
  readonly otherPhones: readonly string[];
  readonly language: string;
  readonly address: AddressModel;
  /** Letters go elsewhere. */
  readonly hasMailingAddress: boolean;
  readonly mailingAddress: AddressModel;
  /** Account of whoever is responsible; empty: nobody, or whom the server decides. */
  readonly responsibleId: string;
  /** It looks like another client, and is none of them. */
  readonly confirmedDistinct: boolean;
}

/** An address in the form. */
export interface AddressModel {
  readonly line1: string;
  readonly line2: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

/** So many telephone numbers beside the main one. */
export const MOST_OTHER_PHONES = 4;

/** The form while nothing is entered. */
export const BLANK: ClientModel = {
  kind: 'person',
  lastName: '',
  firstName: '',
  birthDate: '',
  licenceNumber: '',
  licenceDate: '',
  companyName: '',
  siren: '',
  contactName: '',
  email: '',
  phone: '',
  otherPhones: inRows([]),
  language: 'fr',
  address: { line1: '', line2: '', postcode: '', city: '', country: 'FR' },
  hasMailingAddress: false,
  mailingAddress: { line1: '', line2: '', postcode: '', city: '', country: 'FR' },
  responsibleId: '',
  confirmedDistinct: false,
};

/** What is wrong with the form, as far as a browser can tell; the server looks closer. */
export function clientRules(path: SchemaPathTree<ClientModel>): void {
  const person = (kind: string): boolean => kind === 'person';
  const company = (kind: string): boolean => kind === 'company';
  neededWith(path.lastName, path.kind, person);
  neededWith(path.firstName, path.kind, person);
  neededWith(path.companyName, path.kind, company);
  needed(path.email);
  emailAddress(path.email);
  for (const name of [path.lastName, path.firstName]) atMost(name, 100);
  for (const name of [path.companyName, path.contactName]) atMost(name, 200);
  for (const day of [path.birthDate, path.licenceDate]) calendarDay(day);
  addressRules(path.address);
  // What is not asked for is not judged either.
  applyWhen(
    path.mailingAddress,
    ({ valueOf }) => valueOf(path.hasMailingAddress),
    (mailing) => {
      needed(mailing.line1);
      needed(mailing.city);
      addressRules(mailing);
    },
  );
}

/** An address is there as a whole or not at all. */
function addressRules(path: SchemaPathTree<AddressModel>): void {
  neededWith(path.line1, path.city, isFilled);
  neededWith(path.line1, path.postcode, isFilled);
  neededWith(path.city, path.line1, isFilled);
  neededWith(path.city, path.postcode, isFilled);
  for (const line of [path.line1, path.line2, path.city]) atMost(line, 100);
}

/** What may be known of a client. */
export interface KnownClient {
  readonly kind: 'person' | 'company';
  readonly lastName?: string;
  readonly firstName?: string;
  readonly birthDate?: string;
  readonly licenceNumber?: string;
  readonly licenceDate?: string;
  readonly companyName?: string;
  readonly siren?: string;
  readonly contactName?: string;
  readonly email: string;
  readonly phone?: string;
  readonly otherPhones?: readonly string[];
  readonly language: 'fr' | 'en';
  readonly address?: KnownAddress;
  readonly mailingAddress?: KnownAddress;
  readonly responsibleId?: string;
}

/** What may be known of an address. */
export interface KnownAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly postcode?: string;
  readonly city: string;
  readonly country?: string;
}

/** The form of a client who is known. */
export function modelOf(client: KnownClient): ClientModel {
  const { kind, email, language, address, mailingAddress } = client;
  return {
    kind,
    email,
    language,
    lastName: client.lastName ?? '',
    firstName: client.firstName ?? '',
    birthDate: client.birthDate ?? '',
    licenceNumber: client.licenceNumber ?? '',
    licenceDate: client.licenceDate ?? '',
    companyName: client.companyName ?? '',
    siren: client.siren ?? '',
    contactName: client.contactName ?? '',
    phone: client.phone ?? '',
    otherPhones: inRows(client.otherPhones ?? []),
    address: addressModel(address),
    hasMailingAddress: mailingAddress !== undefined,
    mailingAddress: addressModel(mailingAddress),
    responsibleId: client.responsibleId ?? '',
    confirmedDistinct: false,
  };
}

function addressModel(address: KnownAddress | undefined): AddressModel {
  return {
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    postcode: address?.postcode ?? '',
    city: address?.city ?? '',
    country: address?.country ?? 'FR',
  };
}

/** What the server is told: everything that the form shows, `null` where it is empty. */
export interface ClientFields {
  readonly kind: 'person' | 'company';
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly birthDate: string | null;
  readonly licenceNumber: string | null;
  readonly licenceDate: string | null;
  readonly companyName: string | null;
  readonly siren: string | null;
  readonly contactName: string | null;
  readonly email: string;
  readonly phone: string | null;
  readonly otherPhones: string[];
  readonly language: 'fr' | 'en';
  readonly address: AddressFields | null;
  readonly mailingAddress: AddressFields | null;
  readonly responsibleId: string | null;
}

/** An address as the server is told. */
export interface AddressFields {
  readonly line1: string;
  readonly line2?: string;
  readonly postcode?: string;
  readonly city: string;
  readonly country: string;
}

/** The form with its empty rows last: so what the server says of the third number is said beside the third row. */
export function withEmptyRowsLast(model: ClientModel): ClientModel {
  return { ...model, otherPhones: inRows(model.otherPhones.filter(isFilled)) };
}

/** As many rows as a client can have numbers, empty where there is none. */
function inRows(numbers: readonly string[]): readonly string[] {
  return Array.from({ length: MOST_OTHER_PHONES }, (_, index) => numbers[index] ?? '');
}

function isFilled(text: string): boolean {
  return text.trim() !== '';
}

/** The form as the server reads it; what the other kind of client has is empty. */
export function fieldsOf(model: ClientModel): ClientFields {
  const company = model.kind === 'company';
  const personal = (text: string): string | null => (company ? null : textOrNull(text));
  const corporate = (text: string): string | null => (company ? textOrNull(text) : null);
  return {
    kind: company ? 'company' : 'person',
    lastName: personal(model.lastName),
    firstName: personal(model.firstName),
    birthDate: personal(model.birthDate),
    licenceNumber: personal(model.licenceNumber),
    licenceDate: personal(model.licenceDate),
    companyName: corporate(model.companyName),
    siren: corporate(model.siren),
    contactName: corporate(model.contactName),
    email: model.email,
    phone: textOrNull(model.phone),
    otherPhones: model.otherPhones.filter(isFilled),
    language: model.language === 'en' ? 'en' : 'fr',
    address: addressOf(model.address),
    mailingAddress: model.hasMailingAddress ? addressOf(model.mailingAddress) : null,
    responsibleId: textOrNull(model.responsibleId),
  };
}

function addressOf({ line1, line2, postcode, city, country }: AddressModel): AddressFields | null {
  if (line1.trim() === '' && city.trim() === '') return null;
  return {
    line1,
    ...(line2.trim() === '' ? {} : { line2 }),
    ...(postcode.trim() === '' ? {} : { postcode }),
    city,
    country,
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}
