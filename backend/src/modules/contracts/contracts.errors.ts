import { DomainError } from '../../errors/domain-error.js';
import type { LifecycleRefusal } from './contract-lifecycle.js';

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

/** One car is bound once at a time. */
export class ContractOverlap extends DomainError {
  /** @param pointer to the day with which the period begins */
  constructor(pointer = '/startsOn') {
    super('conflict', 'CONTRACT.OVERLAP', 'Another contract binds the vehicle in this period.', {
      faults: [
        {
          pointer,
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

/** The contract would begin before its client owned the vehicle. */
export class ContractBeforeOwnership extends DomainError {
  /** @param pointer to the day with which the contract begins */
  constructor(pointer = '/startsOn') {
    const message = 'The client did not own the vehicle yet on that day.';
    super('invalid', 'CONTRACT.BEFORE_OWNERSHIP', message, {
      faults: [
        {
          pointer,
          code: 'CONTRACT.BEFORE_OWNERSHIP',
          detail: 'lies before the client owned the vehicle',
        },
      ],
    });
  }
}

/** Only quotes are corrected; what was concluded is endorsed. */
export class ContractNotQuote extends DomainError {
  constructor() {
    super(
      'conflict',
      'CONTRACT.NOT_A_QUOTE',
      'Only a quote can be corrected. Terms of a contract change by an endorsement.',
    );
  }
}

/** A step that the lifecycle does not allow; the fault says which field would have to be different. */
export class ContractStepRefused extends DomainError {
  constructor(refusal: LifecycleRefusal) {
    const { kind, sentence, detail } = STEP_REFUSALS[refusal];
    const code = `CONTRACT.${refusal}`;
    super(kind, code, sentence, {
      faults: detail === undefined ? [] : [{ pointer: '/effectiveOn', code, detail }],
    });
  }
}

const STEP_REFUSALS: Readonly<
  Record<
    LifecycleRefusal,
    { readonly kind: 'invalid' | 'conflict'; readonly sentence: string; readonly detail?: string }
  >
> = {
  TRANSITION_NOT_ALLOWED: {
    kind: 'conflict',
    sentence: 'From where the contract stands this is not possible.',
  },
  OUTSIDE_TERM: {
    kind: 'invalid',
    sentence: 'The day lies outside the period of the contract.',
    detail: 'lies outside the period of the contract',
  },
  BEFORE_LAST_CHANGE: {
    kind: 'invalid',
    sentence: 'Terms were agreed already that begin later.',
    detail: 'lies before the first day of the newest terms',
  },
  NOT_AT_END: {
    kind: 'invalid',
    sentence: 'The contract is renewed on the day on which it ends.',
    detail: 'is not the day on which the contract ends',
  },
};

/** Nobody renews many contracts at once long before they end. */
export class ContractNotDue extends DomainError {
  constructor(days: number) {
    const sentence = `Only contracts that end within ${days} days are renewed together.`;
    super('conflict', 'CONTRACT.NOT_DUE', sentence);
  }
}

/** A renewal needs the coefficient of the year that ends. */
export class BonusMalusUnknown extends DomainError {
  constructor() {
    const code = 'CONTRACT.BONUS_MALUS_UNKNOWN';
    super('conflict', code, 'The bonus-malus is not known: enter it by an endorsement first.', {
      faults: [
        { pointer: '/atFaultClaims', code, detail: 'changes a bonus-malus that is not known' },
      ],
    });
  }
}

/** An endorsement that changes nothing. */
export class EndorsementEmpty extends DomainError {
  constructor() {
    super('invalid', 'CONTRACT.NOTHING_CHANGED', 'The terms are the same as before.');
  }
}

/** The same key was sent before with another request. */
export class IdempotencyKeyReused extends DomainError {
  constructor() {
    const code = 'REQUEST.IDEMPOTENCY_KEY_REUSED';
    super('conflict', code, 'Another request was sent under the same Idempotency-Key.');
  }
}

/** Coverage was asked for at what is no instant. */
export class CoverageInstantInvalid extends DomainError {
  constructor() {
    const code = 'COVERAGE.INSTANT_INVALID';
    super('invalid', code, 'The instant must be told by ISO 8601.', {
      faults: [{ pointer: '/at', code, detail: 'is no instant by ISO 8601' }],
    });
  }
}
