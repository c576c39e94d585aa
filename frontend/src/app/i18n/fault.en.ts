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
  isTimeZone: 'There is no such time zone.',
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

  isDay: 'There is no such date.',
  isPhone: 'This is no telephone number: for example 06 12 34 56 78 or +33 6 12 34 56 78.',
  isPostcode: 'There is no such postcode in this country.',
  isSiren: 'This is no SIREN number: nine digits, of which the last one follows from the others.',
  isISO31661Alpha2: 'Choose a country.',
  inFuture: 'This date lies in the future.',
  tooLongAgo: 'This date lies too far back.',
  tooYoung: 'On that date the age for a licence was not reached.',
  notOfThisKind: 'This field does not go with this kind of client.',

  CLIENT: {
    NOT_FOUND: 'There is no such client.',
    EMAIL_TAKEN: 'Another client has this address already.',
    KINDS_DIFFER: 'A person and a company cannot be merged.',
    LOOKS_LIKE_DUPLICATE: 'There may be this client already.',
    MERGED_WITH_ITSELF: 'This is the same client.',
    OTHER_UNKNOWN: 'There is no such client.',
  },
  VEHICLE: {
    NOT_FOUND: 'There is no such vehicle.',
    VIN_CHECK_DIGIT: 'The check digit does not match: read the number again.',
    VIN_TAKEN: 'Another vehicle has this VIN already.',
    PLATE_TAKEN: 'Another vehicle has this plate already.',
    TOO_MANY_TO_FILTER: 'Too many vehicles for this filter: narrow the search.',
  },
  CONTRACT: {
    NUMBER_TAKEN: 'Another contract has this number already.',
    OVERLAP: 'Another contract covers this vehicle in that period already.',
    ENDS_BEFORE_START: 'The end has to lie after the start.',
    VEHICLE_OF_OTHER_CLIENT: 'This vehicle belongs to another client.',
    BEFORE_LAST_CHANGE: 'A later change is agreed already: choose a date after it.',
    BEFORE_OWNERSHIP: 'On that date the vehicle was not yet this client’s.',
    BONUS_MALUS_UNKNOWN:
      'The bonus-malus of this contract is not known: it cannot be worked out anew.',
    NOTHING_CHANGED: 'The terms are the same as before.',
    NOT_A_QUOTE: 'Only a quote can be corrected like this.',
    NOT_AT_END: 'A contract with an end is renewed on that day.',
    OUTSIDE_TERM: 'This date lies outside the contract’s term.',
    TRANSITION_NOT_ALLOWED: 'Where the contract stands, this cannot be done.',
  },
  RECORD: {
    CHANGED_MEANWHILE: 'Somebody else changed this record meanwhile.',
  },
  REQUEST: {
    IDEMPOTENCY_KEY_REUSED: 'This was sent already: reload the page.',
  },
  AUTH: {
    WRONG_CODE: 'This code is not the right one, or it has expired.',
    PASSKEY_NOT_USABLE: 'This passkey could not be added: start again.',
    METHOD_NOT_OFFERED: 'This method is not offered for this account.',
  },
  DOCUMENT: {
    TOO_LARGE: 'This file is too large.',
    TYPE_REFUSED: 'Only PDF files and JPEG, PNG and WebP images are accepted.',
  },
  IMPORT: {
    TOO_LARGE: 'This file is too large: 5 MB at most.',
  },
  COVERAGE: {
    INSTANT_INVALID: 'There is no such instant.',
  },
};
