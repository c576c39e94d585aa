import type { Vehicle } from './vehicle.entity.js';

/** What of a vehicle goes into the audit trail. The VIN is a secret there as elsewhere: its pseudonym stands for it. */
const AUDITED = [
  'clientId',
  'carId',
  'plate',
  'plateCountry',
  'make',
  'model',
  'year',
  'fuel',
  'displacementCc',
  'tankLitres',
  'colour',
  'firstRegisteredOn',
  'inspectionDueOn',
] as const satisfies readonly (keyof Vehicle)[];

type Fields = Record<string, unknown>;

/** All fields of a vehicle that is new. */
export function enteredFields(vehicle: Vehicle): Fields {
  return Object.fromEntries(AUDITED.map((name) => [name, vehicle[name]]));
}

/** The fields that differ between two states of a vehicle, as they were and as they are. Of a VIN only that it changed. */
export function changedFields(before: Vehicle, after: Vehicle): { before: Fields; after: Fields } {
  const changed = AUDITED.filter((name) => before[name] !== after[name]);
  const pick = (vehicle: Vehicle): Fields =>
    Object.fromEntries(changed.map((name) => [name, vehicle[name]]));
  const hasOtherVin = before.vin !== after.vin;
  return {
    before: pick(before),
    after: { ...pick(after), ...(hasOtherVin && { vin: 'changed' }) },
  };
}
