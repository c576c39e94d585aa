import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import type { Account } from './account.entity.js';
import { LoginDto, SessionDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { CurrentAccess, Public, Can } from './policy.js';
import { permissionsOf } from './permissions.js';
import {
  ACCESS_COOKIE,
  clearSessionCookies,
  REFRESH_COOKIE,
  setSessionCookies,
} from './session-cookies.js';
import type { GrantedSession } from './session-grants.js';
import type { Access } from './viewer.js';

/** Sessions of people. Tokens travel in cookies that no script can read, never in a body. */
@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Logs in: the session's tokens come as cookies. */
  @Public()
  @ApiProblems({ 401: ['AUTH.BAD_CREDENTIALS'], 429: ['AUTH.TOO_MANY_ATTEMPTS'] })
  @Post('login')
  @HttpCode(200)
  async login(
    @Body() { email, password }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const userAgent = request.headers['user-agent'];
    const origin = { address: request.ip, ...(userAgent !== undefined && { userAgent }) };
    return answer(request, reply, await this.auth.login(email, password, origin));
  }

  /**
   * Goes on with the session of the refresh cookie: new tokens.
   * @remarks A refresh token works once. When a spent one comes again after ten seconds, the session ends; before,
   * it was another tab of the same browser, which gets an access token and keeps the refresh token that it has.
   */
  @Public()
  @ApiProblems({ 401: ['AUTH.NOT_AUTHENTICATED', 'AUTH.SESSION_ENDED'] })
  @Post('refresh')
  @HttpCode(200)
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    try {
      return answer(request, reply, await this.auth.refresh(request.cookies[REFRESH_COOKIE]));
    } catch (error) {
      clearSessionCookies(request, reply);
      throw error;
    }
  }

  /** Logs out: the session ends at once, everywhere it is used. Without a session nothing happens. */
  @Public()
  @Post('logout')
  @HttpCode(204)
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    clearSessionCookies(request, reply);
    await this.auth.logout(request.cookies[REFRESH_COOKIE], request.cookies[ACCESS_COOKIE]);
  }

  /** Tells who is logged in, and until when without a refresh. */
  @Can('read:own-account')
  @Get('me')
  async me(@CurrentAccess() { viewer, expiresAtMs }: Access): Promise<SessionDto> {
    return sessionDto(await this.auth.accountOfViewer(viewer), expiresAtMs);
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, granted: GrantedSession): SessionDto {
  setSessionCookies(request, reply, granted.access, granted.refresh);
  return sessionDto(granted.account, granted.access.expiresAtMs);
}

function sessionDto(account: Account, expiresAtMs: number): SessionDto {
  const { id, email, displayName, role, language, clientId } = account;
  return {
    account: { id, email, displayName, role, language, ...(clientId !== null && { clientId }) },
    permissions: permissionsOf(role),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}
