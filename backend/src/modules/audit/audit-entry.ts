/** What an entry of the audit trail is about. */
export const AUDITED_KINDS = [
  'account',
  'client',
  'contract',
  'device',
  'document',
  'import',
  'setting',
  'vehicle',
] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

/** What was done: a verb, in the present tense, such as `create`, `update`, `suspend`, `revoke`. */
export type AuditedVerb = string;

/** A change that somebody made. */
export interface AuditedChange {
  readonly verb: AuditedVerb;
  readonly kind: AuditedKind;
  /** Id of the object. */
  readonly objectId: string;
  /** Whose data it is: `clients.id`, where it is a client's. */
  readonly clientId?: string;
  /** The fields that changed, as they were. Missing for something new. No secrets, no hashes of passwords. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** The same fields as they are now. Missing for something removed. */
  readonly after?: Readonly<Record<string, unknown>>;
}
