import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../modules/auth/auth.public.js';
import { HealthDto } from './health.dto.js';
import { NotReady } from './health.errors.js';
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
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether requests can be answered: send none while this says 503.' })
  @ApiOkResponse({ type: HealthDto })
  @ApiProblems({ 503: ['SERVICE.NOT_READY'] })
  async ready(): Promise<HealthDto> {
    const obstacle = await this.readiness.obstacle();
    if (obstacle !== undefined) throw new NotReady(obstacle);
    return { status: 'ok' };
  }
}
