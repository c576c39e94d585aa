import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { type KeptReport, TroubleCodeReports } from './trouble-code-reports.js';
import { type TroubleCodeReportDto, TroubleCodeReportPageDto } from './trouble-codes.dto.js';

/** What cars complain of. */
@ApiTags('telemetry')
@Controller('api/vehicles')
export class TroubleCodesController {
  constructor(
    private readonly reports: TroubleCodeReports,
    private readonly vehicles: VehiclesDirectory,
  ) {}

  /** The trouble codes that the vehicle reported, newest first, page by page. */
  @Can('read:devices')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/trouble-codes')
  async list(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() { page, pageSize }: PlainPageQueryDto,
  ): Promise<TroubleCodeReportPageDto> {
    const { vehicle, periods } = await this.vehicles.history(viewer, id);
    const [reports, total] = await this.reports.list(vehicle.id, { page, pageSize }, periods);
    return { items: reports.map(reportDto), total, page, pageSize };
  }
}

function reportDto({ timeMs, receivedMs, ...told }: KeptReport): TroubleCodeReportDto {
  return {
    time: new Date(timeMs).toISOString(),
    receivedAt: new Date(receivedMs).toISOString(),
    mil: told.mil,
    stored: told.stored,
    pending: told.pending,
    permanent: told.permanent,
  };
}
