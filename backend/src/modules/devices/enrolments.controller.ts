import { EnrolmentReceiptDto, EnrolmentRequestDto } from '@naif/wire';
import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../auth/auth.public.js';
import { EnrolmentService } from './enrolment.service.js';

/** Where a new device introduces itself. */
@ApiTags('embedded')
@Controller('api/embedded/enrolments')
export class EnrolmentsController {
  constructor(private readonly enrolment: EnrolmentService) {}

  @Public()
  @Post()
  enrol(
    @Body() body: EnrolmentRequestDto,
    @Req() request: FastifyRequest,
  ): Promise<EnrolmentReceiptDto> {
    return this.enrolment.enrol(body, request.ip);
  }
}
