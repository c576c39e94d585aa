import { DomainError } from '../errors/domain-error.js';

/** A store does not answer, or cannot take anything now. Nothing is wrong with what was asked: trying again makes sense. */
export class StoreUnavailableError extends DomainError {
  constructor(cause?: unknown) {
    super('unavailable', 'STORE.UNAVAILABLE', 'The store does not answer at present.', {
      retryAfterSeconds: 2,
      cause,
    });
  }
}
