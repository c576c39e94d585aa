import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { placeOf } from '../../http/pagination.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { CurrentViewer, Can, scopeOf, type Viewer } from '../auth/auth.public.js';
import { CreateVehicleDto, UpdateVehicleDto } from './vehicle-body.dto.js';
import { VehicleChanges } from './vehicle-changes.js';
import { ChangeOwnerDto } from './vehicle-owner.dto.js';
import { VehicleDto, VehiclePageDto, VehicleQueryDto } from './vehicle.dto.js';
import { vehicleDto } from './vehicle-view.js';
import { VehiclesService } from './vehicles.service.js';

const INVALID = [
  'REQUEST.INVALID',
  'VEHICLE.PLATE_FORM',
  'VEHICLE.PLATE_LETTERS',
  'VEHICLE.PLATE_NUMBER',
  'VEHICLE.PLATE_DEPARTMENT',
  'VEHICLE.REGISTRATION_AHEAD',
  'VEHICLE.INSPECTION_BEFORE_REGISTRATION',
];

/** The insured cars. */
@ApiTags('vehicles')
@Controller('api/vehicles')
export class VehiclesController {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly changes: VehicleChanges,
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
    const found = await this.vehicles.list(viewer, query);
    const sight = this.sightOf(viewer, false);
    const items = found.rows.map((view) => vehicleDto(view, sight));
    return { items, ...placeOf(found, query) };
  }

  /** Enters a vehicle; its pseudonym is computed from the VIN. */
  @Can('create:vehicles')
  @ApiProblems({
    400: [...INVALID, 'CLIENT.NOT_FOUND'],
    409: ['VEHICLE.VIN_TAKEN', 'VEHICLE.PLATE_TAKEN'],
  })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Body() body: CreateVehicleDto,
  ): Promise<VehicleDto> {
    return this.read(viewer, await this.changes.create(viewer, body));
  }

  /** One vehicle; clients see their own only, also those that were theirs once, and no VIN. */
  @Can('read:vehicles')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id')
  get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<VehicleDto> {
    return this.read(viewer, id);
  }

  /** Corrects a vehicle: what is left out stays, `null` takes away. */
  @Can('update:vehicles')
  @ApiProblems({
    400: INVALID,
    404: ['VEHICLE.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'VEHICLE.VIN_TAKEN', 'VEHICLE.PLATE_TAKEN'],
  })
  @Patch(':id')
  async update(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: UpdateVehicleDto,
  ): Promise<VehicleDto> {
    await this.changes.update(viewer, id, body);
    return this.read(viewer, id);
  }

  /** Hands the vehicle to another client: the former one keeps what was until then, the new one sees what comes. */
  @Can('update:vehicles')
  @ApiProblems({
    400: [
      'REQUEST.INVALID',
      'CLIENT.NOT_FOUND',
      'VEHICLE.OWNER_SAME',
      'VEHICLE.OWNER_SINCE_AHEAD',
      'VEHICLE.OWNER_SINCE_BEFORE_FORMER',
    ],
    404: ['VEHICLE.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'VEHICLE.OWNER_STILL_INSURED'],
  })
  @HttpCode(200)
  @Post(':id/owner')
  async changeOwner(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: ChangeOwnerDto,
  ): Promise<VehicleDto> {
    await this.changes.changeOwner(viewer, id, body);
    return this.read(viewer, id);
  }

  private async read(viewer: Viewer, id: string): Promise<VehicleDto> {
    const view = await this.vehicles.get(viewer, id);
    return vehicleDto(view, this.sightOf(viewer, viewer.role !== 'client'));
  }

  private sightOf(viewer: Viewer, withVin: boolean) {
    return { nowMs: this.clock.now(), withVin, ownTimeOnly: scopeOf(viewer) !== undefined };
  }
}
