import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { type Account, Can, Sessions, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { AccountSessionsDto, accountSessionsDto } from './account-session.dto.js';
import { AccountsService } from './accounts.service.js';
import { ProfileDto, UpdateProfileDto } from './own-account.dto.js';
import { OwnAccountService } from './own-account.service.js';

/** The own account: profile and sessions. */
@ApiTags('account')
@Controller('api/account')
export class OwnAccountController {
  constructor(
    private readonly own: OwnAccountService,
    private readonly accounts: AccountsService,
    private readonly openSessions: Sessions,
  ) {}

  /** The own profile. */
  @Can('read:own-account')
  @Get()
  async get(@CurrentViewer() viewer: Viewer): Promise<ProfileDto> {
    return profileDto(await this.own.get(viewer));
  }

  /** Changes the own profile. */
  @Can('change:own-account')
  @ApiProblems({ 409: ['RECORD.CHANGED_MEANWHILE'] })
  @Patch()
  async update(
    @CurrentViewer() viewer: Viewer,
    @Body() body: UpdateProfileDto,
  ): Promise<ProfileDto> {
    return profileDto(await this.own.update(viewer, body));
  }

  /** The own sessions that go on: where one is logged in. */
  @Can('read:own-account')
  @Get('sessions')
  async sessions(@CurrentViewer() viewer: Viewer): Promise<AccountSessionsDto> {
    const sessions = await this.accounts.sessionsOf(viewer.accountId);
    return accountSessionsDto(sessions, viewer.sessionId);
  }

  /** Ends one of the own sessions at once, with its sockets. Ten minutes after the login one has to show who one is first. */
  @Can('change:own-account')
  @ApiProblems({ 403: ['AUTH.NOT_CONFIRMED'], 404: ['ACCOUNT.SESSION_NOT_FOUND'] })
  @Delete('sessions/:id')
  @HttpCode(204)
  async endSession(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    await this.openSessions.requireShownLately(viewer.sessionId);
    await this.accounts.endSession(viewer, viewer.accountId, id);
  }

  /** Logs out everywhere else: ends all own sessions but this one. Ten minutes after the login one has to show who one is first. */
  @Can('change:own-account')
  @ApiProblems({ 403: ['AUTH.NOT_CONFIRMED'] })
  @Post('sessions/revocation')
  @HttpCode(204)
  async endOtherSessions(@CurrentViewer() viewer: Viewer): Promise<void> {
    await this.openSessions.requireShownLately(viewer.sessionId);
    await this.accounts.endSessions(viewer, viewer.accountId, viewer.sessionId);
  }
}

function profileDto(account: Account): ProfileDto {
  const { id, email, displayName, role, language, theme, units, timeZone, version } = account;
  return { id, email, displayName, role, language, theme, units, timeZone, version };
}
