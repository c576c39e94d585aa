import type { WordKey } from '../i18n/words';
import type { FaultWords } from '../ui/fault-words';

/** Faults that mean something else in a file than in a form, or only there. */
export const IMPORT_FAULTS: FaultWords = {
  'IMPORT.COLUMN_MISSING': 'imports.faults.columnMissing',
  'IMPORT.COLUMN_REPEATED': 'imports.faults.columnRepeated',
  'IMPORT.NO_HEADER': 'imports.faults.noHeader',
  'IMPORT.TOO_MANY_CELLS': 'imports.faults.tooManyCells',
  'IMPORT.TWICE_IN_FILE': 'imports.faults.twiceInFile',
  'CSV.EMPTY': 'imports.faults.empty',
  'CSV.NOT_TEXT': 'imports.faults.notText',
  'CSV.QUOTE': 'imports.faults.quote',
  'CSV.TOO_MANY_LINES': 'imports.faults.tooManyLines',
  'CSV.LONG_LINE': 'imports.faults.longLine',
  isIn: 'imports.faults.value',
  isISO31661Alpha2: 'imports.faults.value',
  isDay: 'imports.faults.date',
  isIso8601: 'imports.faults.date',
  'CLIENT.NOT_FOUND': 'imports.faults.clientUnknown',
  'VEHICLE.NOT_FOUND': 'imports.faults.vehicleUnknown',
  'CLIENT.LOOKS_LIKE_DUPLICATE': 'imports.faults.duplicate',
  'VEHICLE.PLATE_FORM': 'imports.faults.plateForm',
  'VEHICLE.PLATE_LETTERS': 'imports.faults.plateForm',
  'VEHICLE.PLATE_NUMBER': 'imports.faults.plateForm',
  'VEHICLE.PLATE_DEPARTMENT': 'imports.faults.plateForm',
  'VEHICLE.REGISTRATION_AHEAD': 'imports.faults.registrationAhead',
  'VEHICLE.INSPECTION_BEFORE_REGISTRATION': 'imports.faults.inspectionBefore',
};

/** Fields that a file may lack the column of. */
const FIELDS = new Set([
  'kind',
  'firstName',
  'lastName',
  'companyName',
  'siren',
  'email',
  'client',
  'plate',
  'vin',
  'make',
  'model',
  'formula',
  'startsOn',
  'premiumCents',
  'address/line1',
  'address/postcode',
  'address/city',
]);

/** The word for a field that the file has no column for, where there is one. */
export function fieldWord(field: string): WordKey | undefined {
  return FIELDS.has(field) ? (`imports.fields.${field}` as WordKey) : undefined;
}
