import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { DeviceList, type ListedDevice } from './device-list.js';
import { type DeviceListEntryDto, DevicePageDto, DeviceQueryDto } from './device-list.dto.js';
import { DevicesService } from './devices.service.js';

/** The programs on the vehicles. */
@ApiTags('devices')
@Controller('api/devices')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly fleet: DeviceList,
  ) {}

  /** Lists the devices of the whole fleet, revoked ones too, page by page. */
  @Can('list:devices')
  @Get()
  async list(@Query() query: DeviceQueryDto): Promise<DevicePageDto> {
    const [devices, total] = await this.fleet.list(query);
    const { page, pageSize } = query;
    return { items: devices.map(deviceEntryDto), total, page, pageSize };
  }

  /** Revokes a device: its tokens are refused from now on. Doing so again changes nothing. */
  @Can('revoke:devices')
  @ApiProblems({ 404: ['DEVICE.NOT_FOUND'] })
  @Post(':id/revocation')
  @HttpCode(204)
  async revoke(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    await this.devices.revoke(viewer, id);
  }
}

function deviceEntryDto({ device, vehicle, standing, seenAt }: ListedDevice): DeviceListEntryDto {
  const { id, agentVersion, enrolledAt, revokedAt } = device;
  const { plate, make, model } = vehicle;
  return {
    id,
    vehicle: { id: vehicle.id, plate, make, model },
    situation: standing,
    ...(agentVersion !== null && { agentVersion }),
    ...(seenAt && { lastSeenAt: seenAt.toISOString() }),
    enrolledAt: enrolledAt.toISOString(),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  };
}
