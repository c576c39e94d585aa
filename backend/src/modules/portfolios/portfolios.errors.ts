import { DomainError, fault } from '../../errors/domain-error.js';

/** Nobody with this account can have a portfolio. */
export class PortfolioNotFound extends DomainError {
  constructor() {
    super('not-found', 'PORTFOLIO.NOT_FOUND', 'There is no such employee.');
  }
}

/** Work is handed to somebody who cannot do it. */
export class SuccessorUnknown extends DomainError {
  /** @param pointer the field that names them */
  constructor(pointer = '/toAccountId') {
    super('invalid', 'PORTFOLIO.SUCCESSOR_UNKNOWN', 'No employee with an open account is meant.', {
      faults: [
        fault(
          pointer,
          'PORTFOLIO.SUCCESSOR_UNKNOWN',
          'is not the account of an employee or administrator that is open',
        ),
      ],
    });
  }
}

/** Work is handed over by somebody who has none. */
export class PredecessorUnknown extends DomainError {
  constructor() {
    super('invalid', 'PORTFOLIO.PREDECESSOR_UNKNOWN', 'No employee is meant.', {
      faults: [
        fault(
          '/fromAccountId',
          'PORTFOLIO.PREDECESSOR_UNKNOWN',
          'is not the account of an employee or administrator',
        ),
      ],
    });
  }
}

/** Work is handed over to whoever has it. */
export class SuccessorSame extends DomainError {
  constructor() {
    super('invalid', 'PORTFOLIO.SUCCESSOR_SAME', 'Work is handed over to somebody else.', {
      faults: [fault('/toAccountId', 'PORTFOLIO.SUCCESSOR_SAME', 'is the same employee')],
    });
  }
}

/** Somebody becomes responsible for a client that there is not, or not any more. */
export class AssignedClientUnknown extends DomainError {
  constructor() {
    super('invalid', 'PORTFOLIO.CLIENT_UNKNOWN', 'One of the clients is not there.', {
      faults: [
        fault(
          '/clientIds',
          'PORTFOLIO.CLIENT_UNKNOWN',
          'name a client that is not there (any more)',
        ),
      ],
    });
  }
}

/** There is no such handover. */
export class HandoverNotFound extends DomainError {
  constructor() {
    super('not-found', 'HANDOVER.NOT_FOUND', 'There is no such handover.');
  }
}

/** A handover ends before it begins. */
export class HandoverEndsBeforeStart extends DomainError {
  constructor() {
    super('invalid', 'HANDOVER.ENDS_BEFORE_START', 'The last day lies before the first one.', {
      faults: [fault('/untilDay', 'HANDOVER.ENDS_BEFORE_START', 'lies before the first day')],
    });
  }
}

/** The same stand-in has the same work already on one of these days. */
export class HandoverOverlaps extends DomainError {
  constructor() {
    super('conflict', 'HANDOVER.OVERLAPS', 'On one of these days this is handed over already.', {
      faults: [fault('/fromDay', 'HANDOVER.OVERLAPS', 'meets another handover of the same two')],
    });
  }
}
