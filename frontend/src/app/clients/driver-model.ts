/** What a named driver may be to the client. */
export const RELATIONS = ['spouse', 'child', 'parent', 'sibling', 'employee', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** The form of a driver: texts, empty where nothing is entered. */
export interface DriverModel {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly relation: string;
  readonly licenceNumber: string;
  readonly licenceDate: string;
}

/** A driver as the server is told; `null` where the form is empty. */
export interface DriverFields {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly relation: Relation;
  readonly licenceNumber: string | null;
  readonly licenceDate: string | null;
}

/** What may be known of a driver. */
export interface KnownDriver {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly relation: Relation;
  readonly licenceNumber?: string;
  readonly licenceDate?: string;
}

/** The form of a driver who is known, or of a new one. */
export function driverModel(driver?: KnownDriver): DriverModel {
  return {
    lastName: driver?.lastName ?? '',
    firstName: driver?.firstName ?? '',
    birthDate: driver?.birthDate ?? '',
    relation: driver?.relation ?? 'spouse',
    licenceNumber: driver?.licenceNumber ?? '',
    licenceDate: driver?.licenceDate ?? '',
  };
}

/** The form as the server reads it. */
export function driverFields(model: DriverModel): DriverFields {
  const { lastName, firstName, birthDate, licenceNumber, licenceDate } = model;
  return {
    lastName,
    firstName,
    birthDate,
    // The list of the form offers these alone.
    relation: model.relation as Relation,
    licenceNumber: licenceNumber.trim() === '' ? null : licenceNumber,
    licenceDate: licenceDate === '' ? null : licenceDate,
  };
}
