import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { OwnDataController } from './own-data.controller.js';
import { OwnDataService } from './own-data.service.js';

/** What clients may take away about themselves. */
@Module({
  imports: [ClientsModule],
  controllers: [OwnDataController],
  providers: [OwnDataService],
})
export class OwnDataModule {}
