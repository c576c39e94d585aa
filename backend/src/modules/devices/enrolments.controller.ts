import { EnrolmentReceiptDto, EnrolmentRequestDto } from '@naif/wire';
import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { Public } from '../auth/auth.public.js';
import { EnrolmentService } from './enrolment.service.js';

/** Where a new device introduces itself. */
@ApiTags('embedded')
@Controller('api/embedded/enrolments')
export class EnrolmentsController {
  constructor(private readonly enrolment: EnrolmentService) {}

  /**
   * Turns a one-time code and a public key into the vehicle's device.
   * @remarks The device that the vehicle had before is revoked. With the key of that device it stays the same one.
   */
  @Public()
  @ApiProblems({
    404: ['ENROLMENT.CODE_UNKNOWN'],
    409: ['ENROLMENT.CODE_USED', 'ENROLMENT.KEY_TAKEN'],
    410: ['ENROLMENT.CODE_EXPIRED'],
    429: ['ENROLMENT.TOO_MANY_ATTEMPTS'],
  })
  @Post()
  enrol(
    @Body() body: EnrolmentRequestDto,
    @Req() request: FastifyRequest,
  ): Promise<EnrolmentReceiptDto> {
    return this.enrolment.enrol(body, request.ip);
  }
}
