import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { contractVersionDto } from './contract-version.dto.js';
import { CoverageDto, CoverageQueryDto } from './coverage.dto.js';
import { type Coverage, CoverageService } from './coverage.service.js';

/** What covers cars. */
@ApiTags('contracts')
@Controller('api/vehicles')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  /** What covered the vehicle at an instant; clients ask for the time in which it was theirs. */
  @Can('read:contracts')
  @ApiProblems({ 400: ['COVERAGE.INSTANT_INVALID'], 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/coverage')
  async at(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() { at }: CoverageQueryDto,
  ): Promise<CoverageDto> {
    return coverageDto(await this.coverage.at(viewer, id, at));
  }
}

function coverageDto({ atMs, day, reason, bound }: Coverage): CoverageDto {
  const answer = {
    at: new Date(atMs).toISOString(),
    day,
    covered: reason === 'covered',
    reason,
  };
  if (!bound) return answer;
  const { id, number, clientId, status } = bound.contract;
  return {
    ...answer,
    contract: { id, number, clientId, status },
    version: contractVersionDto(bound.version),
  };
}
