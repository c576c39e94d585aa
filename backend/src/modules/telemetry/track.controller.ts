import { Controller, Get, HttpStatus, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { InvalidRequest } from '../../http/validation.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Period } from '../../ports/telemetry-store.js';
import { type LookKind, Looks } from '../audit/audit.public.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { type VehicleHistory, VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { readingDto } from './reading-view.js';
import { ReadingDto } from './reading.dto.js';
import { clippedTo, isFault, trackPeriod } from './track-period.js';
import { TrackDto, TrackQueryDto } from './track.dto.js';
import { TrackService } from './track.service.js';

/** What vehicles measured. */
@ApiTags('telemetry')
@Can('read:tracks')
@Controller('api/vehicles')
export class TrackController {
  constructor(
    private readonly tracks: TrackService,
    private readonly vehicles: VehiclesDirectory,
    private readonly looks: Looks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The readings of a period of at most 31 days, reduced to at most `maxPoints` without losing peaks: the
   * answer says how.
   */
  @ApiProblems({ 400: ['REQUEST.INVALID'], 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/track')
  async track(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() query: TrackQueryDto,
  ): Promise<TrackDto> {
    const period = trackPeriod(query, this.clock.now());
    if (isFault(period)) throw new InvalidRequest([period]);
    const history = await this.vehicles.history(viewer, id);
    await this.noteLook(viewer, 'track', history, period);
    const { readings, total, bucketMs } = await this.tracks.track(history, period, query.maxPoints);
    return {
      points: readings.map(readingDto),
      total,
      reduction:
        bucketMs === undefined ? { method: 'none' } : { method: 'bucket-extremes', bucketMs },
    };
  }

  /** The newest reading, whole. No content: the vehicle has none. */
  @ApiOkResponse({ type: ReadingDto })
  @ApiNoContentResponse({ description: 'The vehicle has no reading yet.' })
  @ApiProblems({ 400: ['REQUEST.INVALID'], 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/latest-reading')
  async latest(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReadingDto | undefined> {
    const history = await this.vehicles.history(viewer, id);
    const reading = await this.tracks.latest(history);
    const timeMs = reading?.timeMs ?? this.clock.now();
    await this.noteLook(viewer, 'reading', history, { fromMs: timeMs, toMs: timeMs + 1 });
    if (!reading) void reply.status(HttpStatus.NO_CONTENT);
    return reading && readingDto(reading);
  }

  /** It is the data of whoever owned the vehicle then: of each owner in the period there is a line. */
  private async noteLook(
    viewer: Viewer,
    kind: LookKind,
    { vehicle: { id }, owners }: VehicleHistory,
    period: Period,
  ): Promise<void> {
    const then = owners.filter((owned) => clippedTo(period, [owned]).length > 0);
    for (const clientId of new Set(then.map((owned) => owned.clientId))) {
      await this.looks.look(viewer, { kind, vehicle: { id, clientId } });
    }
  }
}
