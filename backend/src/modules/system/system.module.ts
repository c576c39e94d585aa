import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { SystemController } from './system.controller.js';
import { SystemService } from './system.service.js';
import { SystemStores } from './system-stores.js';

/** How the system is: what its parts know, on one page. */
@Module({
  imports: [DevicesModule, DocumentsModule],
  controllers: [SystemController],
  providers: [SystemService, SystemStores],
})
export class SystemModule {}
