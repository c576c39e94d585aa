import type { fault as french } from './fault.fr';

/** What is wrong with a field, by the code of the rule or of the refusal, in English. */
export const fault: typeof french = {
  unknown: 'This value is not accepted.',
  unknownField: 'This field is not expected here.',

  isNotEmpty: 'Fill this in.',
  isDefined: 'Fill this in.',
  required: 'Fill this in.',
  isString: 'A text is expected.',
  isLength: 'This text is empty or too long.',
  minLength: 'This text is too short.',
  maxLength: 'This text is too long.',
  matches: 'This value does not have the right form.',
  isEmail: 'This address is not complete: the @ or the domain may be missing.',
  isInt: 'A whole number is expected.',
  isNumber: 'A number is expected.',
  min: 'This number is too small.',
  max: 'This number is too large.',
  isIn: 'Choose one of the values offered.',
  isUuid: 'Choose a record from the list.',
  isIso8601: 'There is no such date.',
  isBoolean: 'Yes or no is expected.',
  isArray: 'A list is expected.',
  arrayUnique: 'Each value may appear only once.',
  arrayMaxSize: 'The list is too long.',
  arrayMinSize: 'The list is too short.',
  isObject: 'This part is incomplete.',
  nestedValidation: 'This part is incomplete.',

  CLIENT: {
    NOT_FOUND: 'There is no such client.',
    EMAIL_TAKEN: 'Another client has this address already.',
  },
  VEHICLE: {
    NOT_FOUND: 'There is no such vehicle.',
    VIN_TAKEN: 'Another vehicle has this VIN already.',
    PLATE_TAKEN: 'Another vehicle has this plate already.',
  },
  CONTRACT: {
    NUMBER_TAKEN: 'Another contract has this number already.',
    OVERLAP: 'Another contract covers this vehicle in that period already.',
    ENDS_BEFORE_START: 'The end has to lie after the start.',
    VEHICLE_OF_OTHER_CLIENT: 'This vehicle belongs to another client.',
  },
  RECORD: {
    CHANGED_MEANWHILE: 'Somebody else changed this record meanwhile.',
  },
};
