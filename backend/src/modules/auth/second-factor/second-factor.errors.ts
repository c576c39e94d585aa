import { DomainError } from '../../../errors/domain-error.js';

/** There is no login that waits for a second factor, or it waited too long, or too many codes were tried. */
export class ChallengeOver extends DomainError {
  constructor() {
    super(
      'not-authenticated',
      'AUTH.SECOND_FACTOR_EXPIRED',
      'This login took too long or too many tries. Start again with your password.',
    );
  }
}

/** The code is wrong, was used before, or has expired. */
export class WrongCode extends DomainError {
  /** @param kind `not-authenticated` at a login, `invalid` within a session */
  constructor(kind: 'not-authenticated' | 'invalid' = 'not-authenticated') {
    super(kind, 'AUTH.WRONG_CODE', 'This code is wrong, or was used before.', {
      faults: [{ pointer: '/code', code: 'AUTH.WRONG_CODE', detail: 'is not the present code' }],
    });
  }
}

/** The account has not set this method up. */
export class MethodNotOffered extends DomainError {
  constructor() {
    super('invalid', 'AUTH.METHOD_NOT_OFFERED', 'This account does not use this method.', {
      faults: [{ pointer: '/method', code: 'AUTH.METHOD_NOT_OFFERED', detail: 'is not set up' }],
    });
  }
}

/** No authenticator app waits for its confirmation. */
export class NoPendingAuthenticator extends DomainError {
  constructor() {
    super(
      'conflict',
      'AUTH.NO_PENDING_AUTHENTICATOR',
      'Start again: no authenticator app waits for its confirmation.',
    );
  }
}

/** The account has no second factor to remove. */
export class NoSecondFactor extends DomainError {
  constructor() {
    super('not-found', 'AUTH.NO_SECOND_FACTOR', 'This account has no second factor.');
  }
}
