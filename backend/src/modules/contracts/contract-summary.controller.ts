import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { SummaryQueryDto } from './contract-summary.dto.js';
import { ContractSummaries } from './contract-summary.service.js';

/** Contracts on paper. */
@ApiTags('contracts')
@Controller('api/contracts')
export class ContractSummaryController {
  constructor(private readonly summaries: ContractSummaries) {}

  /** The contract's summary as PDF; clients read their own only. */
  @Can('read:contracts')
  @ApiOkResponse({
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems({ 400: ['REQUEST.INVALID'], 404: ['CONTRACT.NOT_FOUND'] })
  @Header('Cache-Control', 'private, no-store')
  @Get(':id/summary.pdf')
  async summary(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() { language }: SummaryQueryDto,
  ): Promise<StreamableFile> {
    const { fileName, pdf } = await this.summaries.write(viewer, id, language);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `inline; filename="${fileName}"`,
      length: pdf.length,
    });
  }
}
