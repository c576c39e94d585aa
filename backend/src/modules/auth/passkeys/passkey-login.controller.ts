import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '../../../config/environment.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { SessionDto } from '../auth.dto.js';
import { linkOrigin } from '../mails/mail-links.js';
import { Public } from '../policy.js';
import { answerSession, loginOrigin } from '../session-answer.js';
import { clearAuthCookie, PASSKEY_COOKIE, setAuthCookie } from '../session-cookies.js';
import { PasskeyAnswerDto, PasskeyOptionsDto } from './passkey.dto.js';
import { PasskeyLogin } from './passkey-login.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

/** Logging in by a passkey. */
@ApiTags('auth')
@Controller('api/auth/passkey')
export class PasskeyLoginController {
  constructor(
    private readonly passkeys: PasskeyLogin,
    private readonly environment: Environment,
  ) {}

  /** What the browser is to be asked: the same for everybody. Good for 5 minutes, by a cookie. */
  @Public()
  @ApiProblems({ 409: ['AUTH.PASSKEY_NEEDS_NAME'], 429: ['AUTH.TOO_MANY_ATTEMPTS'] })
  @Post('options')
  @HttpCode(200)
  async options(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyOptionsDto> {
    const { options, token } = await this.passkeys.options(this.partyOf(request), request.ip);
    setAuthCookie(request, reply, PASSKEY_COOKIE, token);
    return { publicKey: options };
  }

  /** Logs in by a passkey: the session's tokens come as cookies. It stands for password and second factor. */
  @Public()
  @ApiProblems({ 401: ['AUTH.PASSKEY_REFUSED'], 409: ['AUTH.PASSKEY_NEEDS_NAME'] })
  @Post()
  @HttpCode(200)
  async login(
    @Body() { credential }: PasskeyAnswerDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const token = request.cookies[PASSKEY_COOKIE];
    const party = this.partyOf(request);
    const granted = await this.passkeys.login(token, credential, party, loginOrigin(request));
    clearAuthCookie(request, reply, PASSKEY_COOKIE);
    return answerSession(request, reply, granted);
  }

  private partyOf(request: FastifyRequest): RelyingParty {
    return relyingPartyOf(linkOrigin(request, this.environment.publicOrigins));
  }
}
