import { DomainError } from '../../../errors/domain-error.js';

/** The page was opened by an address: passkeys belong to names. */
export class PasskeyNeedsName extends DomainError {
  /** @param host the address */
  constructor(host: string) {
    super(
      'conflict',
      'AUTH.PASSKEY_NEEDS_NAME',
      `Passkeys belong to a name, and ${host} is an address: open the page by its name (http://localhost for the demo).`,
    );
  }
}

/** The passkey is unknown, answered something else, or too late: one answer for all. */
export class PasskeyRefused extends DomainError {
  /** @param kind `not-authenticated` at a login, `invalid` within a session */
  constructor(kind: 'not-authenticated' | 'invalid' = 'not-authenticated') {
    super(kind, 'AUTH.PASSKEY_REFUSED', 'This passkey was not accepted. Try again.');
  }
}

/** The new passkey cannot be taken: not for this page, too late, or without checking who holds it. */
export class PasskeyNotUsable extends DomainError {
  constructor() {
    super('invalid', 'AUTH.PASSKEY_NOT_USABLE', 'This passkey could not be added. Start again.', {
      faults: [
        { pointer: '/credential', code: 'AUTH.PASSKEY_NOT_USABLE', detail: 'was not accepted' },
      ],
    });
  }
}

/** The device is registered already, perhaps for another account. */
export class PasskeyTaken extends DomainError {
  constructor() {
    super('conflict', 'AUTH.PASSKEY_TAKEN', 'This passkey is registered already.');
  }
}

/** The account has as many passkeys as it may. */
export class TooManyPasskeys extends DomainError {
  constructor() {
    super('conflict', 'AUTH.TOO_MANY_PASSKEYS', 'Remove a passkey before you add another.');
  }
}

/** The account has no such passkey. */
export class PasskeyNotFound extends DomainError {
  constructor() {
    super('not-found', 'AUTH.PASSKEY_NOT_FOUND', 'There is no such passkey.');
  }
}
