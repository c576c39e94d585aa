import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../modules/auth/auth.public.js';
import { HealthDto } from './health.dto.js';
import { Readiness } from './readiness.js';

/** For whoever starts, restarts and balances servers. */
@ApiTags('operations')
@Public()
@Controller('api/health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether the process lives: restart it when this does not answer.' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok', missing: [] };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether requests can be answered: send none while this says 503.' })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse({ description: 'Something is missing.', type: HealthDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const missing = [...(await this.readiness.obstacles())];
    if (missing.length > 0) void reply.status(503);
    return { status: missing.length > 0 ? 'unavailable' : 'ok', missing };
  }
}
