import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../../config/environment.js';

/** Cookie of the access token: sent with each call of the API, readable by no script. */
export const ACCESS_COOKIE = 'naif_access';
/** Cookie of the refresh token: sent only to the routes of the session itself. */
export const REFRESH_COOKIE = 'naif_refresh';

const ACCESS_PATH = '/api';
const REFRESH_PATH = '/api/auth';

/** A token and until when its cookie lives, ms since the epoch. */
export interface CookieToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Sets the cookies of a session. Without a refresh token the browser keeps the one it has. */
export function setSessionCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  access: CookieToken,
  refresh: CookieToken | undefined,
): void {
  const lasting = ({ expiresAtMs }: CookieToken, path: string): CookieSerializeOptions => ({
    ...attributes(request, path),
    expires: new Date(expiresAtMs),
  });
  reply.setCookie(ACCESS_COOKIE, access.token, lasting(access, ACCESS_PATH));
  if (refresh) reply.setCookie(REFRESH_COOKIE, refresh.token, lasting(refresh, REFRESH_PATH));
}

/** Makes the browser forget the session. */
export function clearSessionCookies(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(ACCESS_COOKIE, attributes(request, ACCESS_PATH));
  reply.clearCookie(REFRESH_COOKIE, attributes(request, REFRESH_PATH));
}

function attributes(request: FastifyRequest, path: string): CookieSerializeOptions {
  // Plain HTTP is only ever spoken to this machine; a cookie for anyone else goes over HTTPS alone.
  const secure =
    request.protocol === 'https' || !isLoopback(request.hostname.replace(/^\[|\]$/g, ''));
  return { path, httpOnly: true, sameSite: 'strict', secure };
}
