import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../auth/auth.public.js';
import { SystemDto } from './system.dto.js';
import { SystemService } from './system.service.js';

/** How the system is, for administrators. */
@ApiTags('operations')
@Controller('api/system')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  /** Versions, stores, queues and regular work, as they are at the moment. */
  @Can('read:system')
  @Get()
  @Header('cache-control', 'no-store')
  read(): Promise<SystemDto> {
    return this.system.report();
  }
}
