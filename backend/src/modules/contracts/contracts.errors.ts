import { DomainError } from '../../errors/domain-error.js';

/** No contract that the viewer may see has this id. */
export class ContractNotFound extends DomainError {
  constructor() {
    super('not-found', 'CONTRACT.NOT_FOUND', 'There is no such contract.');
  }
}

/** Another contract has this number. */
export class ContractNumberTaken extends DomainError {
  constructor() {
    super('conflict', 'CONTRACT.NUMBER_TAKEN', 'Another contract has this number.', {
      faults: [
        {
          pointer: '/number',
          code: 'CONTRACT.NUMBER_TAKEN',
          detail: 'belongs to another contract',
        },
      ],
    });
  }
}

/** One car is covered once at a time. */
export class ContractOverlap extends DomainError {
  constructor() {
    super('conflict', 'CONTRACT.OVERLAP', 'Another contract covers the vehicle in this period.', {
      faults: [
        {
          pointer: '/startsOn',
          code: 'CONTRACT.OVERLAP',
          detail: 'the period overlaps that of another contract',
        },
      ],
    });
  }
}

/** The contract ends before it begins. */
export class ContractPeriodEmpty extends DomainError {
  constructor() {
    super(
      'invalid',
      'CONTRACT.ENDS_BEFORE_START',
      'A contract ends after the day on which it starts.',
      {
        faults: [
          {
            pointer: '/endsOn',
            code: 'CONTRACT.ENDS_BEFORE_START',
            detail: 'must lie after startsOn',
          },
        ],
      },
    );
  }
}

/** The contract is about a client that does not exist. */
export class InsuredUnknown extends DomainError {
  constructor() {
    super('invalid', 'CLIENT.NOT_FOUND', 'There is no such client.', {
      faults: [{ pointer: '/clientId', code: 'CLIENT.NOT_FOUND', detail: 'names no client' }],
    });
  }
}

/** The contract is about a vehicle that does not exist. */
export class CoveredVehicleUnknown extends DomainError {
  constructor() {
    super('invalid', 'VEHICLE.NOT_FOUND', 'There is no such vehicle.', {
      faults: [{ pointer: '/vehicleId', code: 'VEHICLE.NOT_FOUND', detail: 'names no vehicle' }],
    });
  }
}

/** The contract would insure a client for somebody else's vehicle. */
export class VehicleOfOtherClient extends DomainError {
  constructor() {
    super('invalid', 'CONTRACT.VEHICLE_OF_OTHER_CLIENT', 'The vehicle belongs to another client.', {
      faults: [
        {
          pointer: '/vehicleId',
          code: 'CONTRACT.VEHICLE_OF_OTHER_CLIENT',
          detail: 'belongs to another client',
        },
      ],
    });
  }
}
