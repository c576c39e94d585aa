import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Contract } from './contract.entity.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';

/** Insurance policies. */
@Module({
  imports: [TypeOrmModule.forFeature([Contract]), VehiclesModule],
  controllers: [ContractsController],
  providers: [ContractsService],
})
export class ContractsModule {}
