import type { Viewer } from '../auth/auth.public.js';

/** What an entry of the audit trail is about. */
export const AUDITED_KINDS = [
  'account',
  'audit-trail',
  'client',
  'contract',
  'device',
  'document',
  'enrolment-code',
  'handover',
  'import',
  'setting',
  'track',
  'vehicle',
  'video',
] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

/** What was done: a verb, in the present tense, such as `create`, `update`, `suspend`, `revoke`; small letters and hyphens. */
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

/** Who may act without a session. */
export const OUTSIDER_ROLES = ['system', 'visitor', 'device'] as const;

/**
 * Somebody without a session: the system itself (a schedule, a command of the operator), a visitor who is not logged in
 * (one who resets a password, say), or a vehicle's device.
 */
export interface Outsider {
  readonly role: (typeof OUTSIDER_ROLES)[number];
  /** Of the account that a visitor turns out to be, or of the device. */
  readonly id?: string;
  /** What people shall read in place of a name: the command, the schedule. */
  readonly name?: string;
}

/** Whoever does what is written down. */
export type Actor = Viewer | Outsider;

/** From where somebody acts. */
export interface Origin {
  readonly address?: string;
  readonly requestId?: string;
}

/** What of an entry can be erased by law: it is hashed together with the entry's salt. */
export interface PersonalPart {
  readonly actorName: string | undefined;
  readonly address: string | undefined;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

/** What of an entry is never erased: ids and words that name nobody. */
export interface LastingPart {
  readonly atMs: number;
  readonly actorRole: string;
  readonly actorId: string | undefined;
  readonly sessionId: string | undefined;
  readonly requestId: string | undefined;
  readonly verb: string;
  readonly kind: string;
  readonly objectId: string;
  readonly clientId: string | undefined;
}
