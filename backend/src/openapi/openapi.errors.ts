import { DomainError } from '../errors/domain-error.js';

/** The page has no such file. */
export class UnknownDocsFile extends DomainError {
  constructor() {
    super('not-found', 'ROUTE.NOT_FOUND', 'There is nothing at this address.');
  }
}
