import type { FastifyRequest } from 'fastify';

/**
 * The origin that links in a mail lead to: the one of ours that the request came through, or the first. Only
 * where none is configured, as in the demo, it is the request's own host.
 */
export function linkOrigin(
  { protocol, host, headers }: Pick<FastifyRequest, 'protocol' | 'host' | 'headers'>,
  publicOrigins: readonly string[] | undefined,
): string {
  const own = `${protocol}://${host}`;
  const asked = headers.origin ?? own;
  if (!publicOrigins || publicOrigins.length === 0) return own;
  return publicOrigins.find((one) => one === asked) ?? publicOrigins[0] ?? own;
}

/** The page that accepts an invitation. The token stands in the fragment, which no server or proxy gets to see. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/invitation#${token}`;
}

/** The page that sets a new password. */
export function passwordResetLink(origin: string, token: string): string {
  return `${origin}/password-reset#${token}`;
}
