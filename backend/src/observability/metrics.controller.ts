import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LocalOrToken } from '../modules/auth/auth.public.js';
import { Metrics } from './metrics.js';

/** The figures for Prometheus. */
@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @LocalOrToken()
  @ApiOperation({
    summary: 'Figures for Prometheus: from this machine, or with the metrics token.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Prometheus text format.', schema: { type: 'string' } })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('cache-control', 'no-store').type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
