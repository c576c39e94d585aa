import { DomainError } from '../../errors/domain-error.js';

/** The viewer has no such import. */
export class ImportNotFound extends DomainError {
  constructor() {
    super('not-found', 'IMPORT.NOT_FOUND', 'There is no such import.');
  }
}

/** One import at a time for each person. */
export class ImportUnderway extends DomainError {
  constructor() {
    const sentence = 'Another import of yours is under way: wait for it, or cancel it.';
    super('conflict', 'IMPORT.ONE_AT_A_TIME', sentence);
  }
}

/** As many imports wait as may. */
export class ImportQueueFull extends DomainError {
  constructor(retryAfterSeconds: number) {
    super('unavailable', 'IMPORT.QUEUE_FULL', 'Many imports wait for their turn. Try again soon.', {
      retryAfterSeconds,
    });
  }
}

/** Only a file that was checked and found good is entered, and once. */
export class ImportNotReady extends DomainError {
  constructor() {
    const sentence = 'Only a file that was checked and has no faults is entered, and once.';
    super('conflict', 'IMPORT.NOT_READY', sentence);
  }
}

/** What is over cannot be cancelled. */
export class ImportOver extends DomainError {
  constructor() {
    super('conflict', 'IMPORT.OVER', 'This import is over already.');
  }
}

/** The file is kept for some days only. */
export class ImportFileGone extends DomainError {
  constructor() {
    super('gone', 'IMPORT.FILE_GONE', 'The file of this import is not kept any more.');
  }
}

/** There is no file, an empty one, or more than one. */
export class ImportFileFault extends DomainError {
  constructor(fault: 'required' | 'empty' | 'oneFile') {
    super('invalid', 'IMPORT.FILE_FAULT', 'An import is one file that holds something.', {
      faults: [{ pointer: '/file', code: fault, detail: DETAILS[fault] }],
    });
  }
}

const DETAILS = {
  required: 'The form has no file.',
  empty: 'The file is empty.',
  oneFile: 'The form has more than one file.',
} as const;

/** The file is too large. */
export class ImportTooLarge extends DomainError {
  constructor(maxBytes: number) {
    const code = 'IMPORT.TOO_LARGE';
    super('too-large', code, `A file has at most ${maxBytes} bytes: divide it.`, {
      faults: [{ pointer: '/file', code, detail: 'is larger' }],
    });
  }
}

/** The form did not arrive whole, or is none. */
export class ImportFormBroken extends DomainError {
  constructor(cause?: unknown) {
    super('invalid', 'IMPORT.FORM_BROKEN', 'The form did not arrive whole.', { cause });
  }
}

/** An import comes as a form with a file, nothing else. */
export class ImportNotAForm extends DomainError {
  constructor() {
    super('unsupported-media', 'IMPORT.NOT_A_FORM', 'An import comes as multipart/form-data.');
  }
}
