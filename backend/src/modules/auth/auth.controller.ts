import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, refs } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { LoginDto, SessionDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { CurrentAccess, Public, Can } from './policy.js';
import { LoginChallenges } from './second-factor/login-challenges.js';
import {
  EmailCodeDto,
  SecondFactorAnswerDto,
  SecondFactorPendingDto,
} from './second-factor/second-factor.dto.js';
import { answerSession, loginOrigin, sessionDto } from './session-answer.js';
import {
  ACCESS_COOKIE,
  clearAuthCookie,
  clearSessionCookies,
  DEVICE_COOKIE,
  PENDING_COOKIE,
  REFRESH_COOKIE,
  setAuthCookie,
} from './session-cookies.js';
import type { Access } from './viewer.js';

/** Sessions of people. Tokens travel in cookies that no script can read, never in a body. */
@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly challenges: LoginChallenges,
  ) {}

  /**
   * Logs in: the session's tokens come as cookies. An account with a second factor gets the ways to show it
   * instead, and a cookie by which `POST /api/auth/second-factor` knows the login, for 10 minutes.
   */
  @Public()
  @ApiExtraModels(SessionDto, SecondFactorPendingDto)
  @ApiOkResponse({
    description: 'The session, or what is needed beside the password.',
    schema: { oneOf: refs(SessionDto, SecondFactorPendingDto) },
  })
  @ApiProblems({
    401: ['AUTH.BAD_CREDENTIALS'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
    503: ['MAIL.NOT_CONFIGURED', 'MAIL.NOT_TAKEN'],
  })
  @Post('login')
  @HttpCode(200)
  async login(
    @Body() { email, password }: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto | SecondFactorPendingDto> {
    const device = request.cookies[DEVICE_COOKIE];
    const outcome = await this.auth.login(email, password, loginOrigin(request), device);
    if (outcome.granted) return answerSession(request, reply, outcome.granted);
    const { methods, token, emailSentTo } = outcome.pending;
    setAuthCookie(request, reply, PENDING_COOKIE, token);
    return {
      secondFactor: {
        methods: [...methods],
        expiresAt: new Date(token.expiresAtMs).toISOString(),
        ...(emailSentTo !== undefined && { emailSentTo }),
      },
    };
  }

  /** Completes a login with its second factor; each code works once, and five may be tried. */
  @Public()
  @ApiProblems({
    400: ['AUTH.METHOD_NOT_OFFERED'],
    401: ['AUTH.SECOND_FACTOR_EXPIRED', 'AUTH.WRONG_CODE'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
  })
  @Post('second-factor')
  @HttpCode(200)
  async secondFactor(
    @Body() { method, code, rememberDevice }: SecondFactorAnswerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const token = request.cookies[PENDING_COOKIE];
    const typed = { method, code };
    const done = await this.auth.completeLogin(token, typed, rememberDevice, loginOrigin(request));
    clearAuthCookie(request, reply, PENDING_COOKIE);
    if (done.device) setAuthCookie(request, reply, DEVICE_COOKIE, done.device);
    return answerSession(request, reply, done.granted);
  }

  /** Mails a code for the login that waits for its second factor; the code before stops working. */
  @Public()
  @ApiProblems({
    400: ['AUTH.METHOD_NOT_OFFERED'],
    401: ['AUTH.SECOND_FACTOR_EXPIRED'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
    503: ['MAIL.NOT_CONFIGURED', 'MAIL.NOT_TAKEN'],
  })
  @Post('second-factor/email-code')
  @HttpCode(200)
  async emailCode(@Req() request: FastifyRequest): Promise<EmailCodeDto> {
    const token = request.cookies[PENDING_COOKIE];
    return { emailSentTo: await this.challenges.sendCode(token, request.ip) };
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
      return answerSession(
        request,
        reply,
        await this.auth.refresh(request.cookies[REFRESH_COOKIE]),
      );
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
