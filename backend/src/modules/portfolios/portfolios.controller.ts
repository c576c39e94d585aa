import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import {
  AssignClientsDto,
  PortfolioListDto,
  ReassignedDto,
  ReassignPortfolioDto,
} from './portfolio.dto.js';
import { PortfoliosService } from './portfolios.service.js';

/** Who is responsible for which clients. */
@ApiTags('portfolios')
@Controller('api/portfolios')
export class PortfoliosController {
  constructor(private readonly portfolios: PortfoliosService) {}

  /** Employees and administrators with how many clients they are responsible for. */
  @Can('read:portfolios')
  @Get()
  async list(): Promise<PortfolioListDto> {
    const { portfolios, unassigned } = await this.portfolios.list();
    const items = portfolios.map(
      ({ accountId, name, role, closed, portfolioOnly, clients, version }) => ({
        accountId,
        name,
        role,
        closed,
        portfolioOnly,
        clients,
        version,
      }),
    );
    return { items, unassigned };
  }

  /** Makes somebody, or nobody, responsible for some clients: all of them or, where one is unknown, none. */
  @Can('manage:portfolios')
  @ApiProblems({ 400: ['PORTFOLIO.CLIENT_UNKNOWN', 'PORTFOLIO.SUCCESSOR_UNKNOWN'] })
  @Post('assignment')
  @HttpCode(200)
  async assign(
    @CurrentViewer() viewer: Viewer,
    @Body() { clientIds, toAccountId }: AssignClientsDto,
  ): Promise<ReassignedDto> {
    return { moved: await this.portfolios.assign(viewer, clientIds, toAccountId) };
  }

  /** Makes somebody else responsible for all clients of an account, for good. The id is the account's. */
  @Can('manage:portfolios')
  @ApiProblems({
    400: ['PORTFOLIO.SUCCESSOR_SAME', 'PORTFOLIO.SUCCESSOR_UNKNOWN'],
    404: ['PORTFOLIO.NOT_FOUND'],
  })
  @Post(':id/reassignment')
  @HttpCode(200)
  async reassign(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() { toAccountId }: ReassignPortfolioDto,
  ): Promise<ReassignedDto> {
    return { moved: await this.portfolios.reassign(viewer, id, toAccountId) };
  }
}
