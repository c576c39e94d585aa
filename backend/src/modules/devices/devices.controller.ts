import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Roles, type Viewer } from '../auth/auth.public.js';
import { DevicesService } from './devices.service.js';

/** The programs on the vehicles. */
@ApiTags('devices')
@Controller('api/devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Roles('admin', 'employee')
  @Post(':id/revocation')
  @HttpCode(204)
  async revoke(
    @CurrentViewer() viewer: Viewer,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.devices.revoke(viewer, id);
  }
}
