import type { fr } from '../i18n/fr';

type Words = typeof fr.admin.audit;

/** What the trail says was done, as far as there are words for it. */
export const VERBS = [
  'create',
  'update',
  'delete',
  'look',
  'download',
  'merge',
  'add',
  'remove',
  'add-note',
  'remove-note',
  'add-driver',
  'update-driver',
  'remove-driver',
  'change-owner',
  'add-mileage',
  'activate',
  'endorse',
  'suspend',
  'resume',
  'renew',
  'terminate',
  'enrol',
  'revoke',
  'command',
  'invite',
  'accept-invitation',
  'open',
  'close',
  'change-password',
  'reset-password',
  'confirm-authenticator',
  'remove-authenticator',
  'remove-second-factor',
  'choose-email-codes',
  'remove-email-codes',
  'renew-recovery-codes',
  'add-passkey',
  'remove-passkey',
  'forget-devices',
  'end-session',
  'end-sessions',
  'erase',
] as const satisfies readonly (keyof Words['verb'])[];

/** What it was done to. */
export const KINDS = [
  'client',
  'vehicle',
  'contract',
  'device',
  'enrolment-code',
  'handover',
  'track',
  'video',
  'document',
  'import',
  'account',
  'setting',
  'audit-trail',
] as const satisfies readonly (keyof Words['kind'])[];

/** By whom. */
export const ROLES = [
  'admin',
  'employee',
  'auditor',
  'client',
  'system',
  'visitor',
  'device',
] as const satisfies readonly (keyof Words['role'])[];

/** The word for what the server says; its own where there is none, because a trail hides nothing. */
export function wordOf<T extends string>(
  known: readonly T[],
  said: string,
  word: (known: T) => string,
): string {
  const found = known.find((one) => one === said);
  return found === undefined ? said : word(found);
}
