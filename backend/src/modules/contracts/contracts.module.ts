import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Contract } from './contract.entity.js';
import { ContractBatch } from './contract-batch.js';
import { ContractChanges } from './contract-changes.js';
import { ContractPartiesDirectory } from './contract-parties.js';
import { ContractRemindersController } from './contract-reminders.controller.js';
import { ContractRenewals } from './contract-renewals.js';
import { ContractReminders } from './contract-reminders.js';
import { ContractStepsController } from './contract-steps.controller.js';
import { ContractSubmissions } from './contract-submissions.js';
import { ContractSummaryController } from './contract-summary.controller.js';
import { ContractSummaries } from './contract-summary.service.js';
import { ContractUpkeep } from './contract-upkeep.js';
import { ContractVersions } from './contract-versions.js';
import { ContractWriter } from './contract-writer.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageService } from './coverage.service.js';

/** Insurance policies. */
@Module({
  imports: [TypeOrmModule.forFeature([Contract]), VehiclesModule],
  controllers: [
    ContractRemindersController,
    ContractsController,
    ContractStepsController,
    ContractSummaryController,
    CoverageController,
  ],
  providers: [
    ContractBatch,
    ContractChanges,
    ContractPartiesDirectory,
    ContractReminders,
    ContractRenewals,
    ContractsService,
    ContractSubmissions,
    ContractSummaries,
    ContractUpkeep,
    ContractVersions,
    ContractWriter,
    CoverageService,
  ],
  exports: [ContractBatch, ContractsService],
})
export class ContractsModule {}
