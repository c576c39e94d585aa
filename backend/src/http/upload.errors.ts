import { DomainError } from '../errors/domain-error.js';

/** The upload exceeds one of its limits: the vehicle sends fewer records at a time. */
export class UploadTooLargeError extends DomainError {
  constructor(detail: string) {
    super('too-large', 'UPLOAD.TOO_LARGE', detail);
  }
}

/** The upload is no JSON, no gzip, or not as long as it says. */
export class UploadMalformedError extends DomainError {
  constructor(detail: string, cause?: unknown) {
    super('invalid', 'UPLOAD.MALFORMED', detail, { cause });
  }
}

/** The upload is packed in a way that nobody agreed on. */
export class UploadEncodingError extends DomainError {
  constructor(encoding: string) {
    super(
      'unsupported-media',
      'UPLOAD.ENCODING_NOT_SUPPORTED',
      `An upload comes as it is or as gzip, not as "${encoding.slice(0, 40)}".`,
    );
  }
}
