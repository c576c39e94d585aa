import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account.entity.js';
import type { SessionDto } from './auth.dto.js';
import { permissionsOf } from './permissions.js';
import { REFRESH_COOKIE, setSessionCookies } from './session-cookies.js';
import type { GrantedSession } from './session-grants.js';
import type { LoginOrigin } from './sessions.js';

/** Where a login comes from. */
export function loginOrigin({ ip: address, headers, cookies }: FastifyRequest): LoginOrigin {
  const userAgent = headers['user-agent'];
  const replaces = cookies[REFRESH_COOKIE];
  return {
    address,
    ...(userAgent !== undefined && { userAgent }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** Answers a session: its tokens as cookies, the rest as a body. */
export function answerSession(
  request: FastifyRequest,
  reply: FastifyReply,
  granted: GrantedSession,
): SessionDto {
  setSessionCookies(request, reply, granted.access, granted.refresh);
  return sessionDto(granted.account, granted.access.expiresAtMs);
}

/** A session as it is answered: field by field. */
export function sessionDto(account: Account, expiresAtMs: number): SessionDto {
  const { id, email, displayName, role, language, theme, units, timeZone, clientId } = account;
  return {
    account: {
      id,
      email,
      displayName,
      role,
      language,
      theme,
      units,
      timeZone,
      ...(clientId !== null && { clientId }),
    },
    permissions: permissionsOf(role),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}
