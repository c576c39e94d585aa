import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { CreateVehicleDto, VehicleDto, VehiclePageDto, VehicleQueryDto } from './vehicle.dto.js';
import { vehicleDto } from './vehicle-view.js';
import { VehiclesService } from './vehicles.service.js';

/** The insured cars. */
@ApiTags('vehicles')
@Controller('api/vehicles')
export class VehiclesController {
  constructor(
    private readonly vehicles: VehiclesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Lists vehicles, page by page; clients see their own only. */
  @Can('read:vehicles')
  @ApiProblems({ 400: ['VEHICLE.TOO_MANY_TO_FILTER'] })
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: VehicleQueryDto,
  ): Promise<VehiclePageDto> {
    const [views, total] = await this.vehicles.list(viewer, query);
    const now = this.clock.now();
    const items = views.map((view) => vehicleDto(view, now, false));
    return { items, total, page: query.page, pageSize: query.pageSize };
  }

  /** Enters a vehicle; its pseudonym is computed from the VIN. */
  @Can('create:vehicles')
  @ApiProblems({
    400: ['CLIENT.NOT_FOUND'],
    409: ['VEHICLE.VIN_TAKEN', 'VEHICLE.PLATE_TAKEN'],
  })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Body() body: CreateVehicleDto,
  ): Promise<VehicleDto> {
    return vehicleDto(await this.vehicles.create(viewer, body), this.clock.now(), true);
  }

  /** One vehicle; clients see their own only, and no VIN. */
  @Can('read:vehicles')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<VehicleDto> {
    const view = await this.vehicles.get(viewer, id);
    return vehicleDto(view, this.clock.now(), viewer.role !== 'client');
  }
}
