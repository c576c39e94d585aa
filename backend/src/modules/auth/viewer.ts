/** What an account may be. Devices are not accounts. */
export const ROLES = ['admin', 'employee', 'auditor', 'client'] as const;
export type Role = (typeof ROLES)[number];

/** Who is looking: the account behind a request or a socket. */
export interface Viewer {
  readonly accountId: string;
  readonly role: Role;
  /** `clients.id`; always there for a client's account, never for others. */
  readonly clientId?: string;
  /** The login that the request belongs to. */
  readonly sessionId: string;
  /**
   * Of an employee who sees portfolios only: the accounts whose clients that are, the own one and those of colleagues
   * whose work is handed over today. Missing: no such bound.
   */
  readonly portfolios?: readonly string[];
}

/** A good access token: who holds it, and until when, ms since the epoch. */
export interface Access {
  readonly viewer: Viewer;
  readonly expiresAtMs: number;
}

/**
 * The client whom the viewer is: a client's id for a client, `undefined` for staff. Which clients' objects one may see
 * is `scopeOf`'s matter.
 * A client's account without a client sees nothing: the id of no client stands in.
 */
export function visibleClientId(viewer: Viewer): string | undefined {
  if (viewer.role !== 'client') return undefined;
  return viewer.clientId ?? '00000000-0000-0000-0000-000000000000';
}

/** Whose objects may be seen: one client's, those of clients for whom accounts are responsible, or (`undefined`) all. */
export type Scope =
  { readonly clientId: string } | { readonly responsibleIds: readonly string[] } | undefined;

/** Whose objects the viewer may see. */
export function scopeOf(viewer: Viewer): Scope {
  const clientId = visibleClientId(viewer);
  if (clientId !== undefined) return { clientId };
  return viewer.portfolios && { responsibleIds: viewer.portfolios };
}

/** Whether a client is among those that may be seen. */
export function isInScope(
  scope: Scope,
  client: { readonly id: string; readonly responsibleId?: string | null },
): boolean {
  if (scope === undefined) return true;
  if ('clientId' in scope) return scope.clientId === client.id;
  const { responsibleId } = client;
  return typeof responsibleId === 'string' && scope.responsibleIds.includes(responsibleId);
}
