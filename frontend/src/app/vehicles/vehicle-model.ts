import { type SchemaPath, type SchemaPathTree, validate } from '@angular/forms/signals';
import { atMost, calendarDay, needed, shaped, wholeNumber } from '../ui/rules';

/** What an engine runs on. */
export const FUELS = ['petrol', 'diesel', 'electric', 'hybrid', 'lpg', 'other'] as const;
export type Fuel = (typeof FUELS)[number];

/** 17 letters and digits without I, O and Q; blanks and hyphens between them do not count. */
const VIN = /^(?:[\s-]*[A-HJ-NPR-Z0-9]){17}[\s-]*$/i;
/** Letters and digits in groups. */
const PLATE = /^[\p{L}0-9](?:[\p{L}0-9 -]*[\p{L}0-9])?$/u;

/** The form of a vehicle as it stands on the page: texts, empty where nothing is entered. */
export interface VehicleModel {
  readonly clientId: string;
  readonly plate: string;
  readonly plateCountry: string;
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: string;
  readonly fuel: string;
  readonly displacementCc: string;
  readonly tankLitres: string;
  readonly colour: string;
  readonly firstRegisteredOn: string;
  readonly inspectionDueOn: string;
}

/** The form while nothing is entered. */
export const BLANK: VehicleModel = {
  clientId: '',
  plate: '',
  plateCountry: 'FR',
  vin: '',
  make: '',
  model: '',
  year: '',
  fuel: '',
  displacementCc: '',
  tankLitres: '',
  colour: '',
  firstRegisteredOn: '',
  inspectionDueOn: '',
};

/** What is wrong with the form, as far as a browser can tell; the server looks closer. */
export function vehicleRules(path: SchemaPathTree<VehicleModel>): void {
  needed(path.clientId);
  needed(path.plate);
  atMost(path.plate, 16);
  shaped(path.plate, PLATE);
  needed(path.vin);
  shaped(path.vin, VIN);
  for (const name of [path.make, path.model]) {
    needed(name);
    atMost(name, 60);
  }
  wholeNumber(path.year, 1886, 2100);
  wholeNumber(path.displacementCc, 1, 20_000);
  litres(path.tankLitres);
  atMost(path.colour, 40);
  calendarDay(path.firstRegisteredOn);
  calendarDay(path.inspectionDueOn);
  validate(path.inspectionDueOn, ({ value, valueOf }) =>
    value() !== '' && value() < valueOf(path.firstRegisteredOn)
      ? { kind: 'VEHICLE.INSPECTION_BEFORE_REGISTRATION' }
      : null,
  );
}

/** What a tank holds, as people type it: `42,5`. */
function litres(path: SchemaPath<string>): void {
  validate(path, ({ value }) => {
    const text = value().trim();
    if (text === '') return null;
    const number = parseLitres(text);
    if (number === null) return { kind: 'isNumber' };
    if (number < 1) return { kind: 'min' };
    return number > 2000 ? { kind: 'max' } : null;
  });
}

/** Reads litres with at most one decimal; `null` when they are none. */
export function parseLitres(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,5}(\.\d)?$/.test(plain) ? Number(plain) : null;
}

/** What may be known of a vehicle. */
export interface KnownVehicle {
  readonly clientId: string;
  readonly plate: string;
  readonly plateCountry?: string;
  readonly vin?: string;
  readonly make: string;
  readonly model: string;
  readonly year?: number;
  readonly fuel?: Fuel;
  readonly displacementCc?: number;
  readonly tankLitres?: number;
  readonly colour?: string;
  readonly firstRegisteredOn?: string;
  readonly inspectionDueOn?: string;
}

/** The form of a vehicle that is known. @param decimal what separates decimals in the language that is shown */
export function modelOf(vehicle: KnownVehicle, decimal: ',' | '.'): VehicleModel {
  const number = (value: number | undefined): string =>
    value === undefined ? '' : String(value).replace('.', decimal);
  return {
    clientId: vehicle.clientId,
    plate: vehicle.plate,
    plateCountry: vehicle.plateCountry ?? '',
    vin: vehicle.vin ?? '',
    make: vehicle.make,
    model: vehicle.model,
    year: number(vehicle.year),
    fuel: vehicle.fuel ?? '',
    displacementCc: number(vehicle.displacementCc),
    tankLitres: number(vehicle.tankLitres),
    colour: vehicle.colour ?? '',
    firstRegisteredOn: vehicle.firstRegisteredOn ?? '',
    inspectionDueOn: vehicle.inspectionDueOn ?? '',
  };
}

/** What the server is told of a vehicle, beside its owner; `null` where the form is empty. */
export interface VehicleFields {
  readonly plate: string;
  readonly plateCountry?: string;
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: number | null;
  readonly fuel: Fuel | null;
  readonly displacementCc: number | null;
  readonly tankLitres: number | null;
  readonly colour: string | null;
  readonly firstRegisteredOn: string | null;
  readonly inspectionDueOn: string | null;
}

/** The form as the server reads it. */
export function fieldsOf(model: VehicleModel): VehicleFields {
  const { plate, plateCountry, vin, make } = model;
  return {
    plate,
    ...(plateCountry === '' ? {} : { plateCountry }),
    vin,
    make,
    model: model.model,
    year: wholeOrNull(model.year),
    // The list of the form offers these alone.
    fuel: model.fuel === '' ? null : (model.fuel as Fuel),
    displacementCc: wholeOrNull(model.displacementCc),
    tankLitres: parseLitres(model.tankLitres),
    colour: textOrNull(model.colour),
    firstRegisteredOn: textOrNull(model.firstRegisteredOn),
    inspectionDueOn: textOrNull(model.inspectionDueOn),
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function wholeOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
