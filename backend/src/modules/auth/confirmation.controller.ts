import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { ApiProblems } from '../../http/api-problems.js';
import { ConfirmationNeedDto } from './confirmation.dto.js';
import { Confirmations } from './confirmations.js';
import { linkOrigin } from './mails/mail-links.js';
import { PasskeyAnswerDto, PasskeyOptionsDto } from './passkeys/passkey.dto.js';
import { PasskeyConfirmation } from './passkeys/passkey-confirmation.js';
import { type RelyingParty, relyingPartyOf } from './passkeys/relying-party.js';
import { Can, CurrentViewer } from './policy.js';
import { EmailCodeDto, TypedCodeDto } from './second-factor/second-factor.dto.js';
import type { Viewer } from './viewer.js';

/** Showing who one is before the own account is changed. What was shown counts for ten minutes. */
@ApiTags('account')
@Can('change:own-account')
@Controller('api/account/confirmation')
export class ConfirmationController {
  constructor(
    private readonly confirmations: Confirmations,
    private readonly passkeys: PasskeyConfirmation,
    private readonly environment: Environment,
  ) {}

  /** What has to be shown now. */
  @Can('read:own-account')
  @Get()
  async need(@CurrentViewer() viewer: Viewer): Promise<ConfirmationNeedDto> {
    const methods = await this.confirmations.methodsNeeded(viewer);
    return { methods, passkeys: await this.passkeys.isPossible(viewer) };
  }

  /** Mails a code for the second factor; the one before stops working. */
  @ApiProblems({
    400: ['AUTH.METHOD_NOT_OFFERED'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
    503: ['MAIL.NOT_CONFIGURED', 'MAIL.NOT_TAKEN'],
  })
  @Post('email-code')
  @HttpCode(200)
  async sendCode(
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
  ): Promise<EmailCodeDto> {
    return { emailSentTo: await this.confirmations.sendCode(viewer, request.ip) };
  }

  /** Shows the second factor. Five wrong codes end it for ten minutes. */
  @ApiProblems({
    400: ['AUTH.WRONG_CODE', 'AUTH.METHOD_NOT_OFFERED'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
  })
  @Post('second-factor')
  @HttpCode(204)
  showCode(
    @CurrentViewer() viewer: Viewer,
    @Body() { method, code }: TypedCodeDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.confirmations.showCode(viewer, { method, code }, request.ip);
  }

  /** Begins with a passkey: what the browser is to be asked. Good for 5 minutes. */
  @ApiProblems({ 409: ['AUTH.PASSKEY_NEEDS_NAME'] })
  @Post('passkey/options')
  @HttpCode(200)
  async passkeyOptions(
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyOptionsDto> {
    return { publicKey: await this.passkeys.options(viewer, this.partyOf(request)) };
  }

  /** Shows one of the own passkeys: it stands for password and second factor. */
  @ApiProblems({ 400: ['AUTH.PASSKEY_REFUSED'], 409: ['AUTH.PASSKEY_NEEDS_NAME'] })
  @Post('passkey')
  @HttpCode(204)
  showPasskey(
    @CurrentViewer() viewer: Viewer,
    @Body() { credential }: PasskeyAnswerDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.passkeys.show(viewer, credential, this.partyOf(request));
  }

  private partyOf(request: FastifyRequest): RelyingParty {
    return relyingPartyOf(linkOrigin(request, this.environment.publicOrigins));
  }
}
