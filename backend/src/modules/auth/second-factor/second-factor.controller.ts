import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/api-problems.js';
import { Can, CurrentViewer } from '../policy.js';
import type { Viewer } from '../viewer.js';
import {
  AuthenticatorCodeDto,
  AuthenticatorEnrolmentDto,
  ConfirmedByPasswordDto,
  EmailCodesDto,
  RecoveryCodesDto,
  SecondFactorStatusDto,
} from './second-factor.dto.js';
import { SecondFactorSetup } from './second-factor-setup.js';

const BY_HOLDER = {
  400: ['AUTH.WRONG_PASSWORD'],
  403: ['AUTH.NOT_CONFIRMED', 'AUTH.SECOND_FACTOR_NOT_SHOWN'],
  429: ['AUTH.TOO_MANY_ATTEMPTS'],
};

/** The own second factor. */
@ApiTags('account')
@Can('change:own-account')
@Controller('api/account/second-factor')
export class SecondFactorController {
  constructor(private readonly setup: SecondFactorSetup) {}

  /** How the own second factor stands. */
  @Can('read:own-account')
  @Get()
  async status(@CurrentViewer() viewer: Viewer): Promise<SecondFactorStatusDto> {
    const { authenticatorSince, emailCodes, recoveryCodesLeft, rememberedDevices, requiredByRole } =
      await this.setup.status(viewer);
    return {
      ...(authenticatorSince && { authenticatorSince: authenticatorSince.toISOString() }),
      emailCodes,
      recoveryCodesLeft,
      rememberedDevices,
      requiredByRole,
    };
  }

  /** Begins with an authenticator app: its secret, to be confirmed by a code within 15 minutes. */
  @ApiProblems(BY_HOLDER)
  @Post('authenticator')
  @HttpCode(200)
  async begin(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword }: ConfirmedByPasswordDto,
  ): Promise<AuthenticatorEnrolmentDto> {
    const { secret, uri, qrSvg } = await this.setup.beginAuthenticator(viewer, currentPassword);
    return { secret, uri, qrSvg };
  }

  /** Confirms the authenticator app by a code of it; answers a new sheet of recovery codes. */
  @ApiProblems({ 400: ['AUTH.WRONG_CODE'], 409: ['AUTH.NO_PENDING_AUTHENTICATOR'] })
  @Post('authenticator/confirmation')
  @HttpCode(200)
  async confirm(
    @CurrentViewer() viewer: Viewer,
    @Body() { code }: AuthenticatorCodeDto,
  ): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.setup.confirmAuthenticator(viewer, code) };
  }

  /** Removes the authenticator app. */
  @ApiProblems({ ...BY_HOLDER, 404: ['AUTH.NO_SECOND_FACTOR'] })
  @Post('authenticator/removal')
  @HttpCode(204)
  remove(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword }: ConfirmedByPasswordDto,
  ): Promise<void> {
    return this.setup.removeAuthenticator(viewer, currentPassword);
  }

  /** Takes codes by e-mail, or no more; answers recovery codes where there were none. */
  @ApiProblems({ ...BY_HOLDER, 503: ['MAIL.NOT_CONFIGURED'] })
  @Post('email-codes')
  @HttpCode(200)
  async emailCodes(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword, enabled }: EmailCodesDto,
  ): Promise<RecoveryCodesDto> {
    const recoveryCodes = await this.setup.setEmailCodes(viewer, currentPassword, enabled);
    return { ...(recoveryCodes && { recoveryCodes }) };
  }

  /** Makes a new sheet of ten recovery codes; the one before is void. */
  @ApiProblems({ ...BY_HOLDER, 404: ['AUTH.NO_SECOND_FACTOR'] })
  @Post('recovery-codes')
  @HttpCode(200)
  async recoveryCodes(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword }: ConfirmedByPasswordDto,
  ): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.setup.renewRecoveryCodes(viewer, currentPassword) };
  }

  /** Forgets every remembered browser: each shows the second factor at its next login. */
  @Delete('remembered-devices')
  @HttpCode(204)
  forgetDevices(@CurrentViewer() viewer: Viewer): Promise<void> {
    return this.setup.forgetDevices(viewer);
  }
}
