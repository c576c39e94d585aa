import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { InvalidRequest } from '../../http/validation.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { CurrentViewer, Can, scopeOf, type Viewer } from '../auth/auth.public.js';
import { boundsOf, type Bounds } from './bounds.js';
import { FleetIndex } from './fleet-index.js';
import { FLEET_COLUMNS } from './fleet.js';
import { FleetDto, FleetQueryDto } from './fleet.dto.js';

/** Where everybody is. */
@ApiTags('telemetry')
@Controller('api/fleet')
export class FleetController {
  constructor(
    private readonly index: FleetIndex,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The last-known state of the vehicles inside the bounds, and how many of all are in which state. Clients see their own only. */
  @Can('read:vehicles')
  @ApiProblems({ 400: ['REQUEST.INVALID'] })
  @Get()
  async fleet(@CurrentViewer() viewer: Viewer, @Query() query: FleetQueryDto): Promise<FleetDto> {
    const bounds = query.bounds === undefined ? undefined : boundsIn(query.bounds);
    const fleet = await this.index.ready();
    const scope = scopeOf(viewer);
    const at = this.clock.now();
    return {
      at,
      columns: FLEET_COLUMNS,
      ...fleet.rows(scope, bounds),
      counts: fleet.counts(scope, at),
    };
  }
}

function boundsIn(text: string): Bounds {
  const edges = text.split(',').map((edge) => (edge.trim() === '' ? NaN : Number(edge)));
  const bounds = boundsOf(edges);
  if (bounds) return bounds;
  const detail = 'bounds must be west,south,east,north in degrees.';
  throw new InvalidRequest([{ pointer: '/bounds', code: 'isBounds', detail }]);
}
