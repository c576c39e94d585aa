import { DomainError } from '../errors/domain-error.js';

/** What can keep the server from working. */
export type Obstacle = 'shutting-down' | 'database';

const SENTENCES: Readonly<Record<Obstacle, string>> = {
  'shutting-down': 'The server is about to stop.',
  database: 'The database does not answer.',
};

/** The server cannot answer requests at the moment. */
export class NotReady extends DomainError {
  constructor(obstacle: Obstacle) {
    super('unavailable', 'SERVICE.NOT_READY', SENTENCES[obstacle]);
  }
}
