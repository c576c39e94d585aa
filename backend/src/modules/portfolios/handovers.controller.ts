import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { type Account, Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import {
  type ColleagueDto,
  CreateHandoverDto,
  HandoverDto,
  HandoverPageDto,
  HandoverQueryDto,
  UpdateHandoverDto,
} from './handover.dto.js';
import type { Handover } from './handover.entity.js';
import { HandoversService } from './handovers.service.js';

/** Who stands in for whom. */
@ApiTags('portfolios')
@Controller('api/handovers')
export class HandoversController {
  constructor(private readonly handovers: HandoversService) {}

  /** Handovers, page by page: those that are not over first. */
  @Can('read:portfolios')
  @Get()
  async list(@Query() query: HandoverQueryDto): Promise<HandoverPageDto> {
    const [handovers, total] = await this.handovers.list(query);
    const { page, pageSize } = query;
    return { items: handovers.map((one) => this.dtoOf(one)), total, page, pageSize };
  }

  /** Hands a colleague's work over: while it is in force the stand-in sees their portfolio beside the own. */
  @Can('manage:portfolios')
  @ApiProblems({
    400: [
      'REQUEST.INVALID',
      'PORTFOLIO.SUCCESSOR_SAME',
      'PORTFOLIO.SUCCESSOR_UNKNOWN',
      'PORTFOLIO.PREDECESSOR_UNKNOWN',
      'HANDOVER.ENDS_BEFORE_START',
    ],
    409: ['HANDOVER.OVERLAPS'],
  })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Body() body: CreateHandoverDto,
  ): Promise<HandoverDto> {
    return this.dtoOf(await this.handovers.create(viewer, body));
  }

  /** Changes a handover's days or reason; who and for whom stays. It ends by its last day. */
  @Can('manage:portfolios')
  @ApiProblems({
    400: ['REQUEST.INVALID', 'HANDOVER.ENDS_BEFORE_START'],
    404: ['HANDOVER.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'HANDOVER.OVERLAPS'],
  })
  @Patch(':id')
  async update(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: UpdateHandoverDto,
  ): Promise<HandoverDto> {
    return this.dtoOf(await this.handovers.update(viewer, id, body));
  }

  /** Takes a handover back altogether: it ends at once. */
  @Can('manage:portfolios')
  @ApiProblems({ 404: ['HANDOVER.NOT_FOUND'] })
  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    return this.handovers.remove(viewer, id);
  }

  private dtoOf(handover: Handover): HandoverDto {
    const { id, from, to, fromDay, untilDay, reason, version, createdAt } = handover;
    return {
      id,
      from: colleagueDto(from),
      to: colleagueDto(to),
      fromDay,
      ...(untilDay !== null && { untilDay }),
      reason,
      inForce: this.handovers.isInForce(handover),
      version,
      createdAt: createdAt.toISOString(),
    };
  }
}

function colleagueDto(account: Account | undefined): ColleagueDto {
  if (!account) throw new Error('The handover was read without its accounts');
  return { id: account.id, name: account.displayName };
}
