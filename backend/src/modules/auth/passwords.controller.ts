import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { ApiProblems } from '../../http/api-problems.js';
import { Confirmations } from './confirmations.js';
import { linkOrigin } from './mails/mail-links.js';
import {
  ChangePasswordDto,
  InvitationAcceptanceDto,
  OwnPasswordDto,
  PasswordResetCompletionDto,
  PasswordResetDto,
} from './password.dto.js';
import { PasswordChanges } from './password-changes.js';
import { Can, CurrentViewer, Public } from './policy.js';
import type { Viewer } from './viewer.js';

/** Passwords: changed, forgotten, and chosen for the first time. */
@ApiTags('auth')
@Controller('api/auth')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordChanges,
    private readonly confirmations: Confirmations,
    private readonly environment: Environment,
  ) {}

  /** Changes the own password. This session goes on, the account's others end. */
  @Can('change:own-account')
  @ApiProblems({
    400: [
      'AUTH.WRONG_PASSWORD',
      'AUTH.PASSWORD_WEAK',
      'AUTH.PASSWORD_KNOWN',
      'AUTH.PASSWORD_UNCHANGED',
    ],
    403: ['AUTH.SECOND_FACTOR_NOT_SHOWN'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
  })
  @Post('password')
  @HttpCode(204)
  change(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
  ): Promise<void> {
    return this.passwords.change(viewer, currentPassword, newPassword);
  }

  /** Shows the own password: for ten minutes it need not be sent again. */
  @Can('change:own-account')
  @ApiProblems({ 400: ['AUTH.WRONG_PASSWORD'], 429: ['AUTH.TOO_MANY_ATTEMPTS'] })
  @Post('password/confirmation')
  @HttpCode(204)
  async confirm(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword }: OwnPasswordDto,
  ): Promise<void> {
    await this.confirmations.showPassword(viewer, currentPassword);
  }

  /** Asks for a link to set a new password. The answer is the same whether or not there is such an account. */
  @Public()
  @ApiProblems({ 429: ['AUTH.TOO_MANY_ATTEMPTS'], 503: ['MAIL.NOT_CONFIGURED'] })
  @Post('password-reset')
  @HttpCode(202)
  requestReset(@Body() { email }: PasswordResetDto, @Req() request: FastifyRequest): void {
    this.passwords.requestReset({
      email,
      address: request.ip,
      linkOrigin: linkOrigin(request, this.environment.publicOrigins),
    });
  }

  /** Sets a new password by a link that was mailed: it works once, for 30 minutes. Every session ends. */
  @Public()
  @ApiProblems({
    400: ['AUTH.PASSWORD_WEAK', 'AUTH.PASSWORD_KNOWN'],
    410: ['AUTH.LINK_NOT_VALID'],
  })
  @Post('password-reset/completion')
  @HttpCode(204)
  completeReset(@Body() { token, password }: PasswordResetCompletionDto): Promise<void> {
    return this.passwords.completeReset(token, password);
  }

  /** Accepts an invitation: sets the account's first password. The link works once, for 7 days. */
  @Public()
  @ApiProblems({
    400: ['AUTH.PASSWORD_WEAK', 'AUTH.PASSWORD_KNOWN'],
    410: ['AUTH.LINK_NOT_VALID'],
  })
  @Post('invitations/acceptance')
  @HttpCode(204)
  acceptInvitation(
    @Body() { token, password, displayName }: InvitationAcceptanceDto,
  ): Promise<void> {
    return this.passwords.acceptInvitation(token, password, displayName);
  }
}
