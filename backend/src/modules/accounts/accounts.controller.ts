import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import {
  type Account,
  type AccountLogin,
  Can,
  CurrentViewer,
  linkOrigin,
  type Viewer,
} from '../auth/auth.public.js';
import {
  AccountDetailDto,
  AccountPageDto,
  AccountQueryDto,
  InviteAccountDto,
  UpdateAccountDto,
} from './account.dto.js';
import { AccountInvitations } from './account-invitations.js';
import {
  AccountSessionParamDto,
  AccountSessionsDto,
  accountSessionsDto,
} from './account-session.dto.js';
import { statusOf } from './account-status.js';
import { AccountsService } from './accounts.service.js';

/** Who can log in, for administrators. */
@ApiTags('accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly invitations: AccountInvitations,
    private readonly environment: Environment,
  ) {}

  /** Lists accounts, page by page. */
  @Can('read:accounts')
  @Get()
  async list(@Query() query: AccountQueryDto): Promise<AccountPageDto> {
    const [accounts, total] = await this.accounts.list(query);
    const logins = await this.accounts.loginsOf(accounts);
    const items = accounts.map((account) => accountDto(account, logins.get(account.id)));
    return { items, total, page: query.page, pageSize: query.pageSize };
  }

  /** Makes an account and invites its holder by e-mail: the link works once, for 7 days. */
  @Can('manage:accounts')
  @ApiProblems({
    400: ['ACCOUNT.CLIENT_MISSING', 'ACCOUNT.CLIENT_NOT_MEANT', 'ACCOUNT.CLIENT_UNKNOWN'],
    409: ['ACCOUNT.EMAIL_TAKEN'],
    503: ['MAIL.NOT_CONFIGURED', 'MAIL.NOT_TAKEN'],
  })
  @Post()
  async invite(
    @CurrentViewer() viewer: Viewer,
    @Body() body: InviteAccountDto,
    @Req() request: FastifyRequest,
  ): Promise<AccountDetailDto> {
    return accountDto(
      await this.invitations.invite(viewer, body, this.originOf(request)),
      undefined,
    );
  }

  /** One account. */
  @Can('read:accounts')
  @ApiProblems({ 404: ['ACCOUNT.NOT_FOUND'] })
  @Get(':id')
  async get(@Param() { id }: IdParamDto): Promise<AccountDetailDto> {
    return this.detail(await this.accounts.get(id));
  }

  /** Changes an account, closes it or opens it again. A new role, and closing, end its sessions at once. */
  @Can('manage:accounts')
  @ApiProblems({
    404: ['ACCOUNT.NOT_FOUND'],
    409: [
      'RECORD.CHANGED_MEANWHILE',
      'ACCOUNT.LAST_ADMIN',
      'ACCOUNT.OWN_ACCOUNT',
      'ACCOUNT.ROLE_FIXED',
      'ACCOUNT.PORTFOLIO_OF_EMPLOYEES',
    ],
  })
  @Patch(':id')
  async update(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: UpdateAccountDto,
  ): Promise<AccountDetailDto> {
    return this.detail(await this.accounts.update(viewer, id, body));
  }

  /** Mails the invitation anew; the link before stops working. */
  @Can('manage:accounts')
  @ApiProblems({
    404: ['ACCOUNT.NOT_FOUND'],
    409: ['ACCOUNT.ALREADY_ACCEPTED', 'ACCOUNT.CLOSED'],
    503: ['MAIL.NOT_CONFIGURED', 'MAIL.NOT_TAKEN'],
  })
  @Post(':id/invitations')
  @HttpCode(204)
  inviteAgain(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.invitations.inviteAgain(viewer, id, this.originOf(request));
  }

  /** The account's sessions that go on. */
  @Can('read:accounts')
  @ApiProblems({ 404: ['ACCOUNT.NOT_FOUND'] })
  @Get(':id/sessions')
  async sessions(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<AccountSessionsDto> {
    return accountSessionsDto(await this.accounts.sessionsOf(id), viewer.sessionId);
  }

  /** Ends a session at once, with its sockets. */
  @Can('manage:accounts')
  @ApiProblems({ 404: ['ACCOUNT.NOT_FOUND', 'ACCOUNT.SESSION_NOT_FOUND'] })
  @Delete(':id/sessions/:sessionId')
  @HttpCode(204)
  endSession(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, sessionId }: AccountSessionParamDto,
  ): Promise<void> {
    return this.accounts.endSession(viewer, id, sessionId);
  }

  /** Ends every session of the account at once. */
  @Can('manage:accounts')
  @ApiProblems({ 404: ['ACCOUNT.NOT_FOUND'] })
  @Post(':id/sessions/revocation')
  @HttpCode(204)
  endSessions(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    return this.accounts.endSessions(viewer, id);
  }

  private async detail(account: Account): Promise<AccountDetailDto> {
    return accountDto(account, (await this.accounts.loginsOf([account])).get(account.id));
  }

  private originOf(request: FastifyRequest): string {
    return linkOrigin(request, this.environment.publicOrigins);
  }
}

function accountDto(account: Account, login: AccountLogin | undefined): AccountDetailDto {
  const { id, email, displayName, role, language, clientId, portfolioOnly } = account;
  const { createdAt, disabledAt, version } = account;
  return {
    id,
    email,
    displayName,
    role,
    language,
    status: statusOf(account),
    ...(clientId !== null && { clientId }),
    portfolioOnly,
    createdAt: createdAt.toISOString(),
    ...(login?.lastLoginAt && { lastLoginAt: login.lastLoginAt.toISOString() }),
    hasSecondFactor: login?.hasSecondFactor ?? false,
    ...(disabledAt && { closedAt: disabledAt.toISOString() }),
    version,
  };
}
