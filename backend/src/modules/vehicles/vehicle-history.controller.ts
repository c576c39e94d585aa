import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { CreateMileageDto, MileageDto, mileageDto, MileageListDto } from './vehicle-mileage.dto.js';
import { VehicleMileages } from './vehicle-mileages.js';
import { OwnershipListDto, ownershipDto } from './vehicle-owner.dto.js';
import { VehicleOwners } from './vehicle-owners.js';
import { VehiclesDirectory } from './vehicles-directory.js';

/** What is kept of a vehicle over the years. */
@ApiTags('vehicles')
@Controller('api/vehicles')
export class VehicleHistoryController {
  constructor(
    private readonly directory: VehiclesDirectory,
    private readonly owners: VehicleOwners,
    private readonly mileages: VehicleMileages,
  ) {}

  /** The owners of a vehicle in their order; a client sees the time in which it was theirs. */
  @Can('read:vehicles')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/owners')
  async ownersOf(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<OwnershipListDto> {
    const { vehicle, owners: seen } = await this.directory.history(viewer, id);
    const owners = await this.owners.of(vehicle.id);
    const visible = owners.filter((one) => seen.some(({ clientId }) => clientId === one.clientId));
    return { items: visible.map(ownershipDto) };
  }

  /** The mileages of a vehicle, newest first; a client sees those of the time in which it was theirs. */
  @Can('read:vehicles')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/mileages')
  async mileagesOf(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<MileageListDto> {
    return { items: (await this.mileages.list(viewer, id)).map(mileageDto) };
  }

  /** Enters what an odometer said. */
  @Can('update:vehicles')
  @ApiProblems({
    400: ['REQUEST.INVALID', 'VEHICLE.MILEAGE_AHEAD'],
    404: ['VEHICLE.NOT_FOUND'],
    409: ['VEHICLE.MILEAGE_TAKEN'],
  })
  @Post(':id/mileages')
  async addMileage(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: CreateMileageDto,
  ): Promise<MileageDto> {
    return mileageDto(await this.mileages.add(viewer, id, body));
  }
}
