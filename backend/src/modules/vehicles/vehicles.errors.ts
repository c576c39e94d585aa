import { DomainError } from '../../errors/domain-error.js';

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
  /** @param most vehicles that can be looked at */
  constructor(most: number) {
    super(
      'invalid',
      'VEHICLE.TOO_MANY_TO_FILTER',
      `More than ${most} vehicles match: narrow the search.`,
      {
        faults: [
          {
            pointer: '/state',
            code: 'VEHICLE.TOO_MANY_TO_FILTER',
            detail: `works on at most ${most} vehicles`,
          },
        ],
      },
    );
  }
}
