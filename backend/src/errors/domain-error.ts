/** What kind of refusal an error is; the problem filter alone knows which HTTP status each one becomes. */
export type DomainErrorKind =
  | 'invalid'
  | 'not-authenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported-media'
  | 'too-many'
  | 'unavailable';

/** One fault of an input: where (JSON pointer), which rule, and a sentence for people. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A fault of the field at a JSON pointer. */
export function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}

/** Another object that a refusal is about: the one that is in the way, or the one to go to instead. */
export interface RelatedObject {
  readonly kind: 'client';
  readonly id: string;
  /** What people call it, where whoever asked may know. */
  readonly name?: string;
}

/** What an error may carry beside its code. */
export interface DomainErrorDetails {
  readonly related?: readonly RelatedObject[];
  readonly faults?: readonly Fault[];
  /** Seconds after which another try makes sense: becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A refusal in the words of the business: a stable `code` ("VEHICLE.NOT_FOUND") and a sentence that may
 * be shown to whoever asked. Modules derive their own classes (`x.errors.ts`); none of them knows HTTP.
 */
export class DomainError extends Error {
  readonly faults: readonly Fault[];
  readonly related: readonly RelatedObject[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: DomainErrorKind,
    readonly code: string,
    message: string,
    details: DomainErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.name = new.target.name;
    this.faults = details.faults ?? [];
    this.related = details.related ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
