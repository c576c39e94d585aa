import { DomainError } from './domain-error.js';

/** Somebody else saved the record since it was read: what one wanted to save was made from an older version. */
export class ChangedMeanwhile extends DomainError {
  constructor() {
    super(
      'conflict',
      'RECORD.CHANGED_MEANWHILE',
      'Somebody else has saved this since you opened it. Read it again.',
      {
        faults: [
          {
            pointer: '/version',
            code: 'RECORD.CHANGED_MEANWHILE',
            detail: 'is not the newest version',
          },
        ],
      },
    );
  }
}
