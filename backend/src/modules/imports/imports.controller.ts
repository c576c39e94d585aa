import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { formParts } from '../../http/form-parts.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { importTemplate } from './import-columns.js';
import type { ImportFault } from './import-faults.js';
import { IMPORT_FORM_REFUSALS, MOST_IMPORT_BYTES, readImportForm } from './import-intake.js';
import {
  FaultyLinesDto,
  ImportDto,
  type ImportFaultDto,
  ImportFaultPageDto,
  ImportPageDto,
  ImportQueryDto,
  ImportUploadDto,
  TemplateParamsDto,
  TemplateQueryDto,
} from './import.dto.js';
import type { Import } from './import.entity.js';
import { ImportsService } from './imports.service.js';

const UNKNOWN = ['IMPORT.NOT_FOUND'];

/** Many clients, vehicles or contracts from a file. */
@ApiTags('imports')
@Can('import:records')
@Controller('api/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  /**
   * Hands a file in: it is checked as if it were entered, and nothing of it is kept. Columns are known by their French
   * and English names (see the templates), whatever their order; days, decimals and euros may be written as in France.
   */
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportUploadDto })
  @ApiProblems({
    400: ['REQUEST.INVALID', 'IMPORT.FILE_FAULT', 'IMPORT.FORM_BROKEN'],
    409: ['IMPORT.ONE_AT_A_TIME'],
    413: ['IMPORT.TOO_LARGE'],
    415: ['IMPORT.NOT_A_FORM'],
    503: ['IMPORT.QUEUE_FULL'],
  })
  @Post()
  async handIn(
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
  ): Promise<ImportDto> {
    const form = await readImportForm(formParts(request, MOST_IMPORT_BYTES, IMPORT_FORM_REFUSALS));
    return importDto(await this.imports.handIn(viewer, form));
  }

  /** The own imports, the newest first. */
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ImportQueryDto,
  ): Promise<ImportPageDto> {
    const { page, pageSize } = query;
    const [imports, total] = await this.imports.list(viewer, query);
    return { items: imports.map(importDto), total, page, pageSize };
  }

  /** A file with the names of all columns, to be filled in. */
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string' } })
  @Get('templates/:kind')
  async template(
    @Param() { kind }: TemplateParamsDto,
    @Query() { language }: TemplateQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply
      .headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${kind}.csv"`,
      })
      .send(importTemplate(kind, language));
  }

  /** One of the own imports. */
  @ApiProblems({ 404: UNKNOWN })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ImportDto> {
    return importDto(await this.imports.get(viewer, id));
  }

  /** What is wrong with the file, line by line. */
  @ApiProblems({ 404: UNKNOWN })
  @Get(':id/faults')
  async faults(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() query: ImportQueryDto,
  ): Promise<ImportFaultPageDto> {
    const { page, pageSize } = query;
    const [faults, total] = await this.imports.faults(viewer, id, query);
    return { items: faults.map(faultDto), total, page, pageSize };
  }

  /** The lines that have to be mended, as they stand in the file. */
  @ApiProblems({ 404: UNKNOWN, 410: ['IMPORT.FILE_GONE'] })
  @Get(':id/faulty-lines')
  async faultyLines(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<FaultyLinesDto> {
    const { header, lines } = await this.imports.faultyLines(viewer, id);
    return {
      header: [...header],
      lines: lines.map(({ line, cells, faults }) => ({
        line,
        cells: [...cells],
        faults: faults.map(faultDto),
      })),
    };
  }

  /** Enters the records of a file that was checked and is good: all of them, or none. */
  @ApiProblems({
    404: UNKNOWN,
    409: ['IMPORT.NOT_READY', 'IMPORT.ONE_AT_A_TIME'],
    503: ['IMPORT.QUEUE_FULL'],
  })
  @HttpCode(200)
  @Post(':id/execution')
  async execute(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ImportDto> {
    return importDto(await this.imports.execute(viewer, id));
  }

  /** Stops the import within a second, or lets go of a file that was checked; nothing of it is entered. */
  @ApiProblems({ 404: UNKNOWN, 409: ['IMPORT.OVER'] })
  @HttpCode(200)
  @Post(':id/cancellation')
  async cancel(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ImportDto> {
    return importDto(await this.imports.cancel(viewer, id));
  }
}

function importDto(one: Import): ImportDto {
  const { id, kind, fileName, step, state, linesTotal, linesDone, faults, faultyLines } = one;
  return {
    id,
    kind,
    fileName,
    step,
    state,
    ...(linesTotal !== null && { linesTotal }),
    linesDone,
    faults,
    faultyLines,
    ignoredColumns: one.ignoredColumns,
    createdAt: one.createdAt.toISOString(),
    ...(one.endedAt !== null && { endedAt: one.endedAt.toISOString() }),
  };
}

function faultDto({ line, field, column, value, code, detail }: ImportFault): ImportFaultDto {
  return {
    ...(line !== undefined && { line }),
    ...(field !== undefined && { field }),
    ...(column !== undefined && { column }),
    ...(value !== undefined && { value }),
    code,
    detail,
  };
}
