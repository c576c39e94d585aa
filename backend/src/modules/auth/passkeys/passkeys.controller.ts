import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Environment } from '../../../config/environment.js';
import { ApiProblems } from '../../../http/api-problems.js';
import { IdParamDto } from '../../../http/id-param.dto.js';
import { linkOrigin } from '../mails/mail-links.js';
import { Can, CurrentViewer } from '../policy.js';
import { ConfirmedByPasswordDto } from '../second-factor/second-factor.dto.js';
import type { Viewer } from '../viewer.js';
import { AddPasskeyDto, PasskeyDto, PasskeyOptionsDto, PasskeysDto } from './passkey.dto.js';
import type { Passkey } from './passkey.entity.js';
import { PasskeysService } from './passkeys.service.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

/** The own passkeys. */
@ApiTags('account')
@Can('change:own-account')
@Controller('api/account/passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly environment: Environment,
  ) {}

  /** The own passkeys. */
  @Can('read:own-account')
  @Get()
  async list(@CurrentViewer() viewer: Viewer): Promise<PasskeysDto> {
    return { items: (await this.passkeys.list(viewer)).map(passkeyDto) };
  }

  /** Begins with a new passkey: what the browser is to be asked. Good for 5 minutes. */
  @ApiProblems({
    400: ['AUTH.WRONG_PASSWORD'],
    403: ['AUTH.NOT_CONFIRMED', 'AUTH.SECOND_FACTOR_NOT_SHOWN'],
    409: ['AUTH.PASSKEY_NEEDS_NAME', 'AUTH.TOO_MANY_PASSKEYS'],
    429: ['AUTH.TOO_MANY_ATTEMPTS'],
  })
  @Post('options')
  @HttpCode(200)
  async options(
    @CurrentViewer() viewer: Viewer,
    @Body() { currentPassword }: ConfirmedByPasswordDto,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyOptionsDto> {
    const party = this.partyOf(request);
    return {
      publicKey: await this.passkeys.registrationOptions(viewer, currentPassword, party),
    };
  }

  /** Adds the passkey that the browser made. */
  @ApiProblems({
    400: ['AUTH.PASSKEY_NOT_USABLE'],
    409: ['AUTH.PASSKEY_NEEDS_NAME', 'AUTH.PASSKEY_TAKEN'],
  })
  @Post()
  async add(
    @CurrentViewer() viewer: Viewer,
    @Body() { label, credential }: AddPasskeyDto,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyDto> {
    const party = this.partyOf(request);
    return passkeyDto(await this.passkeys.add(viewer, label, credential, party));
  }

  /**
   * Removes one of the own passkeys. Ten minutes after the login one has to show who one is first
   * (`POST /api/auth/password/confirmation`, `/api/account/confirmation`).
   */
  @ApiProblems({
    403: ['AUTH.NOT_CONFIRMED', 'AUTH.SECOND_FACTOR_NOT_SHOWN'],
    404: ['AUTH.PASSKEY_NOT_FOUND'],
  })
  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    return this.passkeys.remove(viewer, id);
  }

  private partyOf(request: FastifyRequest): RelyingParty {
    return relyingPartyOf(linkOrigin(request, this.environment.publicOrigins));
  }
}

function passkeyDto({ id, label, backedUp, createdAt, lastUsedAt }: Passkey): PasskeyDto {
  return {
    id,
    label,
    backedUp,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}
