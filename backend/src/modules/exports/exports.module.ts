import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

/** Lists as files. */
@Module({
  imports: [ClientsModule, VehiclesModule, ContractsModule],
  controllers: [ExportsController],
  providers: [ExportsService],
})
export class ExportsModule {}
