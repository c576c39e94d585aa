import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../../config/environment.js';

/** Cookie of the access token: sent with each call of the API, readable by no script. */
export const ACCESS_COOKIE = 'naif_access';
/** Cookie of the refresh token: sent only to the routes of the session itself. */
export const REFRESH_COOKIE = 'naif_refresh';
/** Cookie of a login that waits for its second factor. */
export const PENDING_COOKIE = 'naif_pending';
/** Cookie of a browser that need not show the second factor for a while. */
export const DEVICE_COOKIE = 'naif_device';
/** Cookie of a login that waits for its passkey. */
export const PASSKEY_COOKIE = 'naif_passkey';

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

/** Sets a cookie that only the routes of the session itself get to see. */
export function setAuthCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  { token, expiresAtMs }: CookieToken,
): void {
  reply.setCookie(name, token, {
    ...attributes(request, REFRESH_PATH),
    expires: new Date(expiresAtMs),
  });
}

/** Makes the browser forget such a cookie. */
export function clearAuthCookie(request: FastifyRequest, reply: FastifyReply, name: string): void {
  reply.clearCookie(name, attributes(request, REFRESH_PATH));
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
