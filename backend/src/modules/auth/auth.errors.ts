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
