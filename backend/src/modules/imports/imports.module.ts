import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Import } from './import.entity.js';
import { ImportRecords } from './import-records.js';
import { ImportReferences } from './import-references.js';
import { ImportRun } from './import-run.js';
import { ImportWorker } from './import-worker.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';

/** Many records from a file. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Import]),
    AuthModule,
    ClientsModule,
    VehiclesModule,
    ContractsModule,
  ],
  controllers: [ImportsController],
  providers: [ImportRecords, ImportReferences, ImportRun, ImportWorker, ImportsService],
})
export class ImportsModule {}
