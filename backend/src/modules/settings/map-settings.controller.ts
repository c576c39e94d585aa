import { basename, dirname } from 'node:path';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Environment } from '../../config/environment.js';
import { ApiProblems } from '../../http/api-problems.js';
import { Can } from '../auth/auth.public.js';
import { MapSettingsDto } from './map-settings.dto.js';
import { NoMapArchive } from './settings.errors.js';

const ARCHIVE = 'tiles.pmtiles';

/** The base map. */
@ApiTags('settings')
@Can('read:map-settings')
@Controller('api/settings/map')
export class MapSettingsController {
  constructor(private readonly environment: Environment) {}

  /** Where the base map comes from. */
  @Get()
  @Header('cache-control', 'no-cache')
  read(): MapSettingsDto {
    const { mapTileUrl, mapTileAttribution, mapPmtilesFile } = this.environment;
    return {
      ...(mapTileUrl !== undefined && { tileUrl: mapTileUrl }),
      ...(mapTileAttribution !== undefined && { attribution: mapTileAttribution }),
      ...(mapPmtilesFile !== undefined && { pmtilesUrl: `/api/settings/map/${ARCHIVE}` }),
    };
  }

  /** The configured archive of vector tiles; readers ask for ranges of it. */
  @Get(ARCHIVE)
  @ApiHeader({
    name: 'Range',
    required: false,
    description: 'Which bytes are wanted.',
    example: 'bytes=0-16383',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'The whole archive.',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiResponse({
    status: 206,
    description: 'The bytes that were asked for.',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiProblems({ 404: ['MAP.NO_ARCHIVE'] })
  archive(@Res() reply: FastifyReply): FastifyReply {
    const { mapPmtilesFile } = this.environment;
    if (mapPmtilesFile === undefined) throw new NoMapArchive();
    return reply
      .type('application/octet-stream')
      .header('cache-control', 'private, max-age=3600')
      .sendFile(basename(mapPmtilesFile), dirname(mapPmtilesFile), { contentType: false });
  }
}
