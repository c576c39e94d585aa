import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { EnrolmentCodeDto } from './devices.dto.js';
import { DevicesService } from './devices.service.js';

/** Permission for a program to become a vehicle's device. */
@ApiTags('devices')
@Controller('api/vehicles/:id/enrolment-codes')
export class EnrolmentCodesController {
  constructor(private readonly devices: DevicesService) {}

  /** Makes a one-time code with which a program becomes the vehicle's device. Older unused codes are void. */
  @Can('enrol:devices')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<EnrolmentCodeDto> {
    const { code, expiresAt } = await this.devices.createCode(viewer, id);
    return { code, expiresAt: expiresAt.toISOString() };
  }
}
