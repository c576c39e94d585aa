import { DomainError } from '../../errors/domain-error.js';

/** Mail really leaves this server: only the demo has an outbox to look into. */
export class NoOutbox extends DomainError {
  constructor() {
    super('not-found', 'OUTBOX.NONE', 'Only the demo shows the mail that it writes.');
  }
}
