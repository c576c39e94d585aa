import { DomainError } from '../../errors/domain-error.js';

/** E-mail or password is wrong; the same for an account that does not exist or is closed. */
export class BadCredentials extends DomainError {
  constructor() {
    super('not-authenticated', 'AUTH.BAD_CREDENTIALS', 'E-mail address or password is wrong.');
  }
}

/** No session, or one that is not valid any more. */
export class NotAuthenticated extends DomainError {
  constructor() {
    super('not-authenticated', 'AUTH.NOT_AUTHENTICATED', 'Log in first.');
  }
}

/** The session is over: logged out, expired, or ended because a spent refresh token came again. */
export class SessionIsOver extends DomainError {
  constructor() {
    super('not-authenticated', 'AUTH.SESSION_ENDED', 'This session has ended. Log in again.');
  }
}

/** Logged in, but not as someone who may do this. */
export class Forbidden extends DomainError {
  constructor() {
    super('forbidden', 'AUTH.FORBIDDEN', 'Your role does not allow this.');
  }
}

/** The request was made by a page of another site. */
export class CrossSiteRequest extends DomainError {
  constructor() {
    super('forbidden', 'AUTH.CROSS_SITE', 'Requests from pages of other sites are refused.');
  }
}

/** Too many failed logins, from one address or for one account. */
export class TooManyAttempts extends DomainError {
  /** @param retryAfterMs after how long the next attempt may be made */
  constructor(retryAfterMs: number) {
    super(
      'too-many',
      'AUTH.TOO_MANY_ATTEMPTS',
      'Too many attempts. Wait a moment, then try again.',
      {
        retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
      },
    );
  }
}

/** The link was used, has expired, was replaced by a newer one, or never existed: one answer for all. */
export class LinkNotValid extends DomainError {
  constructor() {
    super('gone', 'AUTH.LINK_NOT_VALID', 'This link does not work any more. Ask for a new one.');
  }
}

/** The password that was given to confirm a change is not the account's. */
export class WrongPassword extends DomainError {
  /** @param pointer the field that holds it */
  constructor(pointer = '/currentPassword') {
    super('invalid', 'AUTH.WRONG_PASSWORD', 'The current password is wrong.', {
      faults: [{ pointer, code: 'AUTH.WRONG_PASSWORD', detail: 'is not the current password' }],
    });
  }
}

/** Before this the password, or a passkey, has to be shown: neither was within ten minutes. */
export class NotConfirmed extends DomainError {
  constructor() {
    super('forbidden', 'AUTH.NOT_CONFIRMED', 'Confirm with your password first.');
  }
}

/** Before this the second factor has to be shown, which was not within ten minutes. */
export class SecondFactorNotShown extends DomainError {
  constructor() {
    super('forbidden', 'AUTH.SECOND_FACTOR_NOT_SHOWN', 'Show your second factor first.');
  }
}

/** Why a password is refused. */
export type PasswordFault =
  'AUTH.PASSWORD_KNOWN' | 'AUTH.PASSWORD_WEAK' | 'AUTH.PASSWORD_UNCHANGED';

/** What makes a password easy to guess, where it shows. */
export type PasswordWeakness =
  | 'AUTH.PASSWORD_ABOUT_YOU'
  | 'AUTH.PASSWORD_HAS_DATE'
  | 'AUTH.PASSWORD_HAS_KEYS_IN_A_ROW'
  | 'AUTH.PASSWORD_REPEATS'
  | 'AUTH.PASSWORD_HAS_SEQUENCE'
  | 'AUTH.PASSWORD_HAS_NAME';

const PASSWORD_FAULTS: Readonly<Record<PasswordFault | PasswordWeakness, string>> = {
  'AUTH.PASSWORD_KNOWN': 'is on the lists of passwords that attackers try first',
  'AUTH.PASSWORD_WEAK': 'can be guessed: take more words, and none about yourself',
  'AUTH.PASSWORD_UNCHANGED': 'is the current password',
  'AUTH.PASSWORD_ABOUT_YOU': 'is made of your name or address',
  'AUTH.PASSWORD_HAS_DATE': 'has a date or a year in it',
  'AUTH.PASSWORD_HAS_KEYS_IN_A_ROW': 'has neighbouring keys in it',
  'AUTH.PASSWORD_REPEATS': 'repeats itself',
  'AUTH.PASSWORD_HAS_SEQUENCE': 'has a sequence in it, like abc or 123',
  'AUTH.PASSWORD_HAS_NAME': 'has a first or last name in it',
};

/** The new password does not protect the account. */
export class PasswordRefused extends DomainError {
  /**
   * @param pointer the field that holds it
   * @param weaknesses what makes it easy to guess: faults of the field after the first one
   */
  constructor(pointer: string, fault: PasswordFault, weaknesses: readonly PasswordWeakness[] = []) {
    super('invalid', fault, 'Choose another password.', {
      faults: [fault, ...weaknesses].map((code) => ({
        pointer,
        code,
        detail: PASSWORD_FAULTS[code],
      })),
    });
  }
}
