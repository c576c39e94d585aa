import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { DevicesService } from './devices.service.js';

/** The programs on the vehicles. */
@ApiTags('devices')
@Controller('api/devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  /** Revokes a device: its tokens are refused from now on. Doing so again changes nothing. */
  @Can('revoke:devices')
  @ApiProblems({ 404: ['DEVICE.NOT_FOUND'] })
  @Post(':id/revocation')
  @HttpCode(204)
  async revoke(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    await this.devices.revoke(viewer, id);
  }
}
