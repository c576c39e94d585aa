import { DomainError, fault } from '../../errors/domain-error.js';

/** No account has this id. */
export class AccountNotFound extends DomainError {
  constructor() {
    super('not-found', 'ACCOUNT.NOT_FOUND', 'There is no such account.');
  }
}

/** The account has no session of this id that goes on. */
export class SessionNotFound extends DomainError {
  constructor() {
    super('not-found', 'ACCOUNT.SESSION_NOT_FOUND', 'There is no such session, or it has ended.');
  }
}

/** Another account has this e-mail address. */
export class AccountEmailTaken extends DomainError {
  constructor() {
    super('conflict', 'ACCOUNT.EMAIL_TAKEN', 'Another account has this e-mail address.', {
      faults: [fault('/email', 'ACCOUNT.EMAIL_TAKEN', 'belongs to another account')],
    });
  }
}

/** Accounts of clients belong to a client, those of others to none. */
export class ClientMissing extends DomainError {
  constructor() {
    super('invalid', 'ACCOUNT.CLIENT_MISSING', 'The account of a client needs its client.', {
      faults: [fault('/clientId', 'ACCOUNT.CLIENT_MISSING', 'is needed with the role client')],
    });
  }
}

/** A client was given for an account that is no client's. */
export class ClientNotMeant extends DomainError {
  constructor() {
    super('invalid', 'ACCOUNT.CLIENT_NOT_MEANT', 'Only the account of a client has a client.', {
      faults: [fault('/clientId', 'ACCOUNT.CLIENT_NOT_MEANT', 'goes with the role client only')],
    });
  }
}

/** There is no such client. */
export class ClientUnknown extends DomainError {
  constructor() {
    super('invalid', 'ACCOUNT.CLIENT_UNKNOWN', 'There is no such client.', {
      faults: [fault('/clientId', 'ACCOUNT.CLIENT_UNKNOWN', 'is not the id of a client')],
    });
  }
}

/** A client's account stays one, and another never becomes one: whose data it sees would change with it. */
export class RoleFixed extends DomainError {
  constructor() {
    super(
      'conflict',
      'ACCOUNT.ROLE_FIXED',
      'Accounts of clients and of staff do not become each other: close this one and invite anew.',
      { faults: [fault('/role', 'ACCOUNT.ROLE_FIXED', 'cannot change to or from client')] },
    );
  }
}

/** Without this administrator nobody could manage accounts. */
export class LastAdministrator extends DomainError {
  constructor() {
    super(
      'conflict',
      'ACCOUNT.LAST_ADMIN',
      'This is the last administrator: make somebody else one first.',
    );
  }
}

/** Administrators neither close nor demote themselves. */
export class OwnAccount extends DomainError {
  constructor() {
    super(
      'conflict',
      'ACCOUNT.OWN_ACCOUNT',
      'You cannot close your own account or change its role: ask another administrator.',
    );
  }
}

/** Only employees see a portfolio in place of everything. */
export class PortfolioOfEmployees extends DomainError {
  constructor() {
    super(
      'conflict',
      'ACCOUNT.PORTFOLIO_OF_EMPLOYEES',
      'Only employees can be confined to their portfolio.',
      {
        faults: [
          fault('/portfolioOnly', 'ACCOUNT.PORTFOLIO_OF_EMPLOYEES', 'goes with employees only'),
        ],
      },
    );
  }
}

/** The invitation was accepted already. */
export class AlreadyAccepted extends DomainError {
  constructor() {
    super(
      'conflict',
      'ACCOUNT.ALREADY_ACCEPTED',
      'This invitation was accepted: the password can be reset instead.',
    );
  }
}

/** The account is closed. */
export class AccountClosed extends DomainError {
  constructor() {
    super('conflict', 'ACCOUNT.CLOSED', 'This account is closed: open it again first.');
  }
}
