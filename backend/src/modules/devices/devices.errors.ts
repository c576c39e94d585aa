import { DomainError } from '../../errors/domain-error.js';

/** Why a device's token was refused. */
export type DeviceRefusal =
  | 'DEVICE.TOKEN_MISSING'
  | 'DEVICE.TOKEN_INVALID'
  | 'DEVICE.TOKEN_EXPIRED'
  | 'DEVICE.CLOCK_WRONG'
  | 'DEVICE.REVOKED'
  | 'DEVICE.WRONG_VEHICLE';

const SENTENCES: Readonly<Record<DeviceRefusal, string>> = {
  'DEVICE.TOKEN_MISSING': 'Send a token that the device signed, as Authorization: Bearer <token>.',
  'DEVICE.TOKEN_INVALID': 'The token is not one of an enrolled device for this system.',
  'DEVICE.TOKEN_EXPIRED': 'The token has expired: sign a new one.',
  'DEVICE.CLOCK_WRONG':
    "The device's clock differs from the server's by more than 60 s: set it by this answer's Date.",
  'DEVICE.REVOKED': 'This device has been revoked: enrol it again with a new code.',
  'DEVICE.WRONG_VEHICLE': 'The token belongs to another vehicle.',
};

/** A device's request was refused because of its token. */
export class DeviceRefused extends DomainError {
  constructor(code: DeviceRefusal) {
    super(
      code === 'DEVICE.WRONG_VEHICLE' ? 'forbidden' : 'not-authenticated',
      code,
      SENTENCES[code],
    );
  }
}

/** No device has this id. */
export class DeviceNotFound extends DomainError {
  constructor() {
    super('not-found', 'DEVICE.NOT_FOUND', 'There is no such device.');
  }
}

/** There is nobody to whom a command could be given. */
export class VehicleHasNoDevice extends DomainError {
  constructor() {
    super('conflict', 'VEHICLE.NO_DEVICE', 'The vehicle has no device: enrol one first.');
  }
}

/** The code was for a vehicle that does not exist. */
export class NoSuchVehicle extends DomainError {
  constructor() {
    super('not-found', 'VEHICLE.NOT_FOUND', 'There is no such vehicle.');
  }
}

/** Nobody was given this code, or a newer one took its place. */
export class EnrolmentCodeUnknown extends DomainError {
  constructor() {
    super(
      'not-found',
      'ENROLMENT.CODE_UNKNOWN',
      'This enrolment code is not known, or a newer one took its place.',
    );
  }
}

/** The code was used already. */
export class EnrolmentCodeUsed extends DomainError {
  constructor() {
    super(
      'conflict',
      'ENROLMENT.CODE_USED',
      'This enrolment code was used already: ask for a new one.',
    );
  }
}

/** The code was not used in time. */
export class EnrolmentCodeExpired extends DomainError {
  constructor() {
    super('gone', 'ENROLMENT.CODE_EXPIRED', 'This enrolment code has expired: ask for a new one.');
  }
}

/** Too many enrolments failed from one address. */
export class TooManyEnrolments extends DomainError {
  /** @param retryAfterMs after how long the next attempt may be made */
  constructor(retryAfterMs: number) {
    super(
      'too-many',
      'ENROLMENT.TOO_MANY_ATTEMPTS',
      'Too many attempts. Wait a moment, then try again.',
      {
        retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
      },
    );
  }
}

/** The public key belongs to a device already: keys are not shared between vehicles, nor used again. */
export class PublicKeyTaken extends DomainError {
  constructor() {
    super(
      'conflict',
      'ENROLMENT.KEY_TAKEN',
      'This key belongs to a device already: generate a new one.',
      {
        faults: [
          {
            pointer: '/publicKey',
            code: 'ENROLMENT.KEY_TAKEN',
            detail: 'belongs to a device already',
          },
        ],
      },
    );
  }
}

/** The public key is no point of the curve. */
export class PublicKeyUnusable extends DomainError {
  constructor() {
    super('invalid', 'REQUEST.INVALID', 'The request has a fault.', {
      faults: [
        { pointer: '/publicKey', code: 'isEd25519Key', detail: 'is not an Ed25519 public key' },
      ],
    });
  }
}
