import { DomainError } from '../../errors/domain-error.js';

/** The client has no such document. */
export class DocumentNotFound extends DomainError {
  constructor() {
    super('not-found', 'DOCUMENT.NOT_FOUND', 'The client has no such document.');
  }
}

/** The file is none that is taken, whatever it is called. */
export class DocumentTypeRefused extends DomainError {
  constructor() {
    const code = 'DOCUMENT.TYPE_REFUSED';
    super('unsupported-media', code, 'Only PDF, JPEG, PNG and WebP are taken.', {
      faults: [{ pointer: '/file', code, detail: 'is none of these, whatever its name says' }],
    });
  }
}

/** The file is too large. */
export class DocumentTooLarge extends DomainError {
  constructor(maxBytes: number) {
    const code = 'DOCUMENT.TOO_LARGE';
    super('too-large', code, `A document has at most ${maxBytes} bytes.`, {
      faults: [{ pointer: '/file', code, detail: 'is larger' }],
    });
  }
}

/** There is no file, an empty one, or more than one. */
export class DocumentFileFault extends DomainError {
  constructor(fault: 'required' | 'empty' | 'oneFile') {
    super('invalid', 'DOCUMENT.FILE_FAULT', 'A document is one file that holds something.', {
      faults: [{ pointer: '/file', code: fault, detail: DETAILS[fault] }],
    });
  }
}

const DETAILS = {
  required: 'The form has no file.',
  empty: 'The file is empty.',
  oneFile: 'The form has more than one file.',
} as const;

/** The form did not arrive whole, or is none. */
export class DocumentFormBroken extends DomainError {
  constructor(cause?: unknown) {
    super('invalid', 'DOCUMENT.FORM_BROKEN', 'The form did not arrive whole.', { cause });
  }
}

/** A document comes as a form with a file, nothing else. */
export class DocumentNotAForm extends DomainError {
  constructor() {
    super('unsupported-media', 'DOCUMENT.NOT_A_FORM', 'A document comes as multipart/form-data.');
  }
}

/** The client has as many documents as one may have. */
export class TooManyDocuments extends DomainError {
  constructor(most: number) {
    super('conflict', 'DOCUMENT.TOO_MANY', `A client has at most ${most} documents.`);
  }
}
