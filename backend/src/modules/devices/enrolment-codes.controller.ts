import { Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Roles, type Viewer } from '../auth/auth.public.js';
import { EnrolmentCodeDto } from './devices.dto.js';
import { DevicesService } from './devices.service.js';

/** Permission for a program to become a vehicle's device. */
@ApiTags('devices')
@Controller('api/vehicles/:id/enrolment-codes')
export class EnrolmentCodesController {
  constructor(private readonly devices: DevicesService) {}

  @Roles('admin', 'employee')
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Param('id', ParseUUIDPipe) vehicleId: string,
  ): Promise<EnrolmentCodeDto> {
    const { code, expiresAt } = await this.devices.createCode(viewer, vehicleId);
    return { code, expiresAt: expiresAt.toISOString() };
  }
}
