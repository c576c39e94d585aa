import { Controller, Get, HttpStatus, Param, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { IsNull, Repository } from 'typeorm';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { Device } from './device.entity.js';
import { deviceHealthDto } from './device-health-view.js';
import { DeviceHealthDto } from './device-health.dto.js';

/** How the programs on the vehicles are. */
@ApiTags('devices')
@Controller('api/vehicles')
export class DeviceHealthController {
  constructor(
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    private readonly vehicles: VehiclesDirectory,
  ) {}

  /**
   * The vehicle's device with all that it says of itself. No content: the vehicle has none. For staff: the vehicle
   * itself tells its owner that there is a device, its version and when it was last heard.
   */
  @Can('read:devices')
  @ApiOkResponse({ type: DeviceHealthDto })
  @ApiNoContentResponse({ description: 'The vehicle has no device.' })
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get(':id/device')
  async get(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeviceHealthDto | undefined> {
    const vehicle = await this.vehicles.get(viewer, id);
    const device = await this.devices.findOneBy({ vehicleId: vehicle.id, revokedAt: IsNull() });
    if (!device) void reply.status(HttpStatus.NO_CONTENT);
    return device ? deviceHealthDto(device) : undefined;
  }
}
