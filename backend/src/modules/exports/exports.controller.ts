import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { ClientExportDto, ContractExportDto, VehicleExportDto } from './export.dto.js';
import { type ExportRequest, ExportsService } from './exports.service.js';

/** Lists as files that spreadsheets open: CSV in UTF-8 with semicolons, its formulas made harmless. */
@ApiTags('exports')
@ApiProduces('text/csv')
@Can('export:records')
@Controller('api/exports')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  /** Clients, with the filters and the order of their list. */
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string' } })
  @Get('clients')
  async clients(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ClientExportDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(viewer, { kind: 'clients', query }, reply);
  }

  /** Vehicles, with the filters and the order of their list; without VIN. */
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string' } })
  @ApiProblems({ 400: ['REQUEST.INVALID', 'VEHICLE.TOO_MANY_TO_FILTER'] })
  @Get('vehicles')
  async vehicles(
    @CurrentViewer() viewer: Viewer,
    @Query() query: VehicleExportDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(viewer, { kind: 'vehicles', query }, reply);
  }

  /** Contracts, with the filters and the order of their list. */
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string' } })
  @Get('contracts')
  async contracts(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ContractExportDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(viewer, { kind: 'contracts', query }, reply);
  }

  private async send(viewer: Viewer, request: ExportRequest, reply: FastifyReply): Promise<void> {
    const pieces = await this.exports.file(viewer, request);
    await reply
      .headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${request.kind}.csv"`,
        'cache-control': 'private, no-store',
      })
      .send(Readable.from(pieces, { objectMode: false }));
  }
}
