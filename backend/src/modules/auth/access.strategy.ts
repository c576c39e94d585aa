import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { ServerKeys } from '../../config/server-keys.js';
import { ACCESS_TOKEN_RULES, type AccessTokenPayload, AccessTokens } from './access-tokens.js';
import { ACCESS_COOKIE } from './session-cookies.js';
import type { Access } from './viewer.js';

/** Name of the passport strategy for people: a JWT in the access cookie. */
export const ACCESS_STRATEGY = 'access';

/** Takes the access token from the cookie. Expiry is judged by our own clock, after the signature. */
@Injectable()
export class AccessStrategy extends PassportStrategy(Strategy, ACCESS_STRATEGY) {
  constructor(
    keys: ServerKeys,
    private readonly accessTokens: AccessTokens,
  ) {
    const { algorithm, issuer, audience } = ACCESS_TOKEN_RULES;
    super({
      algorithms: [algorithm],
      issuer,
      audience,
      secretOrKey: keys.jwtSecret,
      ignoreExpiration: true,
      // passport-jwt's types speak of Express; under Fastify it is handed Fastify's request.
      jwtFromRequest: (request: unknown) =>
        (request as FastifyRequest).cookies[ACCESS_COOKIE] ?? null,
    });
  }

  /** Called with a payload whose signature is right. `false`: not logged in. */
  async validate(payload: AccessTokenPayload): Promise<Access | false> {
    return (await this.accessTokens.accept(payload)) ?? false;
  }
}
