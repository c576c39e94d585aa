import { DomainError } from '../../errors/domain-error.js';

/** No archive of vector tiles is configured. */
export class NoMapArchive extends DomainError {
  constructor() {
    super('not-found', 'MAP.NO_ARCHIVE', 'No archive of map tiles is configured.');
  }
}
