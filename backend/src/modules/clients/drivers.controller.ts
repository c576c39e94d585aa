import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import {
  CreateDriverDto,
  DriverDto,
  DriverParamsDto,
  DriversDto,
  UpdateDriverDto,
} from './driver.dto.js';
import type { Driver } from './driver.entity.js';
import { DriversService } from './drivers.service.js';

/** Who beside the client drives the client's cars. */
@ApiTags('clients')
@ApiProblems({ 410: ['CLIENT.MERGED'] })
@Controller('api/clients/:id/drivers')
export class DriversController {
  constructor(private readonly drivers: DriversService) {}

  /** Lists a client's drivers; clients see their own. */
  @Can('read:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'] })
  @Get()
  async list(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<DriversDto> {
    return { items: (await this.drivers.list(viewer, id)).map(driverDto) };
  }

  /** Names a driver. */
  @Can('update:clients')
  @ApiProblems({
    400: ['DRIVER.NOT_PLAUSIBLE'],
    404: ['CLIENT.NOT_FOUND'],
    409: ['DRIVER.TOO_MANY'],
  })
  @Post()
  async add(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: CreateDriverDto,
  ): Promise<DriverDto> {
    return driverDto(await this.drivers.add(viewer, id, body));
  }

  /** Corrects a driver: what is missing stays, `null` empties. */
  @Can('update:clients')
  @ApiProblems({
    400: ['DRIVER.NOT_PLAUSIBLE'],
    404: ['CLIENT.NOT_FOUND', 'DRIVER.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE'],
  })
  @Patch(':driverId')
  async update(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, driverId }: DriverParamsDto,
    @Body() body: UpdateDriverDto,
  ): Promise<DriverDto> {
    return driverDto(await this.drivers.update(viewer, id, driverId, body));
  }

  /** Takes a driver off the client. */
  @Can('update:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND', 'DRIVER.NOT_FOUND'] })
  @HttpCode(204)
  @Delete(':driverId')
  async remove(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, driverId }: DriverParamsDto,
  ): Promise<void> {
    await this.drivers.remove(viewer, id, driverId);
  }
}

function driverDto(driver: Driver): DriverDto {
  const { id, firstName, lastName, birthDate, licenceNumber, licenceDate } = driver;
  return {
    id,
    firstName,
    lastName,
    birthDate,
    ...(licenceNumber !== null && { licenceNumber }),
    ...(licenceDate !== null && { licenceDate }),
    relation: driver.relation,
    version: driver.version,
    createdAt: driver.createdAt.toISOString(),
  };
}
