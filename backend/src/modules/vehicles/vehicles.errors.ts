import { DomainError } from '../../errors/domain-error.js';
import type { PlateFault } from './plate.js';

/** No vehicle that the viewer may see has this id. */
export class VehicleNotFound extends DomainError {
  constructor() {
    super('not-found', 'VEHICLE.NOT_FOUND', 'There is no such vehicle.');
  }
}

/** Another vehicle has this VIN. */
export class VinTaken extends DomainError {
  constructor() {
    super('conflict', 'VEHICLE.VIN_TAKEN', 'Another vehicle has this VIN.', {
      faults: [
        { pointer: '/vin', code: 'VEHICLE.VIN_TAKEN', detail: 'belongs to another vehicle' },
      ],
    });
  }
}

/** Another vehicle has this number plate. */
export class PlateTaken extends DomainError {
  constructor() {
    super('conflict', 'VEHICLE.PLATE_TAKEN', 'Another vehicle has this number plate.', {
      faults: [
        { pointer: '/plate', code: 'VEHICLE.PLATE_TAKEN', detail: 'belongs to another vehicle' },
      ],
    });
  }
}

/** The vehicle was entered for a client that does not exist. */
export class OwnerUnknown extends DomainError {
  constructor() {
    super('invalid', 'CLIENT.NOT_FOUND', 'There is no such client.', {
      faults: [{ pointer: '/clientId', code: 'CLIENT.NOT_FOUND', detail: 'names no client' }],
    });
  }
}

/** States change by the second and are worked out vehicle by vehicle: not for so many. */
export class TooManyToFilter extends DomainError {
  /** @param most vehicles that can be looked at. @param pointer to the filter */
  constructor(most: number, pointer: string) {
    super(
      'invalid',
      'VEHICLE.TOO_MANY_TO_FILTER',
      `More than ${most} vehicles match: narrow the search.`,
      {
        faults: [
          {
            pointer,
            code: 'VEHICLE.TOO_MANY_TO_FILTER',
            detail: `works on at most ${most} vehicles`,
          },
        ],
      },
    );
  }
}

const PLATE_DETAILS: Readonly<Record<PlateFault, string>> = {
  FORM: 'is no French plate: AB-123-CD, or 123 ABC 75 from before 2009; for another country tell plateCountry',
  LETTERS: 'has letters that French plates do not have: I, O, U, or the pair SS',
  NUMBER: 'has the number 0, which is not given out',
  DEPARTMENT: 'ends with a number that is no French department',
};

/** The plate is none that France gives out. */
export class PlateInvalid extends DomainError {
  constructor(fault: PlateFault) {
    const code = `VEHICLE.PLATE_${fault}`;
    super('invalid', code, 'This is no French number plate.', {
      faults: [{ pointer: '/plate', code, detail: PLATE_DETAILS[fault] }],
    });
  }
}

/** A refusal for one field. */
abstract class FieldRefused extends DomainError {
  protected constructor(
    kind: 'invalid' | 'conflict',
    pointer: string,
    code: string,
    message: string,
    detail: string,
  ) {
    super(kind, code, message, { faults: [{ pointer, code, detail }] });
  }
}

/** First registered in the future. */
export class RegistrationAhead extends FieldRefused {
  constructor() {
    const message = 'The first registration lies in the future.';
    super('invalid', '/firstRegisteredOn', 'VEHICLE.REGISTRATION_AHEAD', message, 'lies ahead');
  }
}

/** Inspected before it was registered. */
export class InspectionBeforeRegistration extends FieldRefused {
  constructor() {
    super(
      'invalid',
      '/inspectionDueOn',
      'VEHICLE.INSPECTION_BEFORE_REGISTRATION',
      'The technical inspection is due before the first registration.',
      'lies before firstRegisteredOn',
    );
  }
}

/** The new owner is the old one. */
export class OwnerSame extends FieldRefused {
  constructor() {
    super(
      'invalid',
      '/clientId',
      'VEHICLE.OWNER_SAME',
      'The vehicle belongs to this client already.',
      'owns the vehicle already',
    );
  }
}

/** A change of owner is entered when it has happened. */
export class OwnerSinceAhead extends FieldRefused {
  constructor() {
    const message = 'A change of owner is entered when it has happened.';
    super('invalid', '/since', 'VEHICLE.OWNER_SINCE_AHEAD', message, 'lies ahead');
  }
}

/** The new owner would come before the old one. */
export class OwnerSinceBeforeFormer extends FieldRefused {
  constructor() {
    super(
      'invalid',
      '/since',
      'VEHICLE.OWNER_SINCE_BEFORE_FORMER',
      'The vehicle came to its present owner later than that.',
      'lies before the present owner had the vehicle for a day',
    );
  }
}

/** Contracts of the former owner still bind the vehicle. */
export class OwnerStillInsured extends FieldRefused {
  /** @param numbers of the contracts */
  constructor(numbers: readonly string[]) {
    const named = numbers.join(', ');
    super(
      'conflict',
      '/since',
      'VEHICLE.OWNER_STILL_INSURED',
      `Contracts of the present owner must end by then first: ${named}.`,
      `lies before the end of ${named}`,
    );
  }
}

/** A mileage is read before it is entered. */
export class MileageAhead extends FieldRefused {
  constructor() {
    const message = 'The mileage was read in the future.';
    super('invalid', '/readOn', 'VEHICLE.MILEAGE_AHEAD', message, 'lies ahead');
  }
}

/** One source gives one mileage a day. */
export class MileageTaken extends FieldRefused {
  constructor() {
    super(
      'conflict',
      '/readOn',
      'VEHICLE.MILEAGE_TAKEN',
      'From this source there is a mileage of that day already.',
      'has a mileage from this source already',
    );
  }
}
