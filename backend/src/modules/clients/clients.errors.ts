import { DomainError, type Fault, type RelatedObject } from '../../errors/domain-error.js';

/** No client that the viewer may see has this id. */
export class ClientNotFound extends DomainError {
  constructor() {
    super('not-found', 'CLIENT.NOT_FOUND', 'There is no such client.');
  }
}

/** The client was merged with another one, under whose id everything is now. */
export class ClientMerged extends DomainError {
  constructor(keptId: string) {
    super('gone', 'CLIENT.MERGED', `This client was merged: everything is with ${keptId} now.`, {
      related: [{ kind: 'client', id: keptId }],
    });
  }
}

/** Another client has this e-mail address. */
export class ClientEmailTaken extends DomainError {
  constructor() {
    super('conflict', 'CLIENT.EMAIL_TAKEN', 'Another client has this e-mail address.', {
      faults: [
        { pointer: '/email', code: 'CLIENT.EMAIL_TAKEN', detail: 'belongs to another client' },
      ],
    });
  }
}

/** The fields of a client, good one by one, do not go together. */
export class ClientNotPlausible extends DomainError {
  constructor(faults: readonly Fault[]) {
    super('invalid', 'CLIENT.NOT_PLAUSIBLE', 'What was said of the client does not go together.', {
      faults,
    });
  }
}

/** The new client may be one that there is already: who enters it has to look, and to say that it is another. */
export class LooksLikeDuplicate extends DomainError {
  /** @param others those whom the viewer may see */
  constructor(others: readonly RelatedObject[]) {
    const pointer = '/confirmedDistinct';
    super('conflict', 'CLIENT.LOOKS_LIKE_DUPLICATE', 'There may already be this client.', {
      faults: (others.length === 0 ? [{ name: 'a client of another portfolio' }] : others).map(
        ({ name }) => ({
          pointer,
          code: 'CLIENT.LOOKS_LIKE_DUPLICATE',
          detail: `looks like ${name ?? 'another client'}`,
        }),
      ),
      related: others,
    });
  }
}

/** A client cannot be merged with itself. */
export class MergedWithItself extends DomainError {
  constructor() {
    super('invalid', 'CLIENT.MERGED_WITH_ITSELF', 'A client cannot be merged with itself.', {
      faults: [
        { pointer: '/otherId', code: 'CLIENT.MERGED_WITH_ITSELF', detail: 'is the same client' },
      ],
    });
  }
}

/** Persons and companies are not the same one. */
export class MergedKindsDiffer extends DomainError {
  constructor() {
    super('conflict', 'CLIENT.KINDS_DIFFER', 'A person cannot be merged with a company.', {
      faults: [{ pointer: '/otherId', code: 'CLIENT.KINDS_DIFFER', detail: 'is of another kind' }],
    });
  }
}

/** The client to merge with is not there. */
export class OtherClientUnknown extends DomainError {
  constructor() {
    super('invalid', 'CLIENT.OTHER_UNKNOWN', 'There is no client to merge with.', {
      faults: [{ pointer: '/otherId', code: 'CLIENT.OTHER_UNKNOWN', detail: 'is no client' }],
    });
  }
}

/** Whoever is named as responsible for a client has no account with which to be. */
export class ResponsibleUnknown extends DomainError {
  constructor() {
    super('invalid', 'CLIENT.RESPONSIBLE_UNKNOWN', 'No employee with an open account is meant.', {
      faults: [
        {
          pointer: '/responsibleId',
          code: 'CLIENT.RESPONSIBLE_UNKNOWN',
          detail: 'is not the account of an employee or administrator that is open',
        },
      ],
    });
  }
}

/** Who is responsible for a client is for those to say who manage portfolios. */
export class ResponsibleNotYours extends DomainError {
  constructor() {
    super(
      'forbidden',
      'CLIENT.RESPONSIBLE_NOT_YOURS',
      'Your role does not allow to say who is responsible for a client.',
      {
        faults: [
          {
            pointer: '/responsibleId',
            code: 'CLIENT.RESPONSIBLE_NOT_YOURS',
            detail: 'is for administrators to change',
          },
        ],
      },
    );
  }
}

/** Something belongs to the client, so that it cannot have been entered by mistake. */
export class ClientInUse extends DomainError {
  /** @param what belongs to the client: names of tables */
  constructor(readonly what: readonly string[]) {
    super(
      'conflict',
      'CLIENT.IN_USE',
      `Something belongs to this client${what.length === 0 ? '' : ` (${what.join(', ')})`}: it stays.`,
    );
  }
}

/** The client has no such driver. */
export class DriverNotFound extends DomainError {
  constructor() {
    super('not-found', 'DRIVER.NOT_FOUND', 'The client has no such driver.');
  }
}

/** More drivers than anybody names. */
export class TooManyDrivers extends DomainError {
  constructor(most: number) {
    super('conflict', 'DRIVER.TOO_MANY', `A client names at most ${most} drivers.`);
  }
}

/** What was said of a driver does not go together. */
export class DriverNotPlausible extends DomainError {
  constructor(faults: readonly Fault[]) {
    super('invalid', 'DRIVER.NOT_PLAUSIBLE', 'What was said of the driver does not go together.', {
      faults,
    });
  }
}

/** The client has no such note. */
export class NoteNotFound extends DomainError {
  constructor() {
    super('not-found', 'NOTE.NOT_FOUND', 'The client has no such note.');
  }
}

/** Notes stay: only who wrote one takes it back, within a day; administrators always. */
export class NoteStays extends DomainError {
  constructor() {
    super(
      'forbidden',
      'NOTE.STAYS',
      'Only who wrote a note can remove it, within a day; later an administrator can.',
    );
  }
}

/** Somebody else saved the other client of a merge since it was read. */
export class OtherChangedMeanwhile extends DomainError {
  constructor() {
    const code = 'RECORD.CHANGED_MEANWHILE';
    super('conflict', code, 'Somebody else has saved the other client since you opened it.', {
      faults: [{ pointer: '/otherVersion', code, detail: 'is not the newest version' }],
    });
  }
}
