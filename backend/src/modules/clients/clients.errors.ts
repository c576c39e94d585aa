import { DomainError } from '../../errors/domain-error.js';

/** No client that the viewer may see has this id. */
export class ClientNotFound extends DomainError {
  constructor() {
    super('not-found', 'CLIENT.NOT_FOUND', 'There is no such client.');
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
