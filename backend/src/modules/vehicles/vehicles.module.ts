import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Client } from '../clients/clients.public.js';
import { Device } from '../devices/devices.public.js';
import { Vehicle } from './vehicle.entity.js';
import { VehicleBatch } from './vehicle-batch.js';
import { VehicleChanges } from './vehicle-changes.js';
import { VehicleHistoryController } from './vehicle-history.controller.js';
import { VehicleMileage } from './vehicle-mileage.entity.js';
import { VehicleMileages } from './vehicle-mileages.js';
import { VehicleOwners } from './vehicle-owners.js';
import { VehiclesController } from './vehicles.controller.js';
import { ClientsModule } from '../clients/clients.module.js';
import { FleetChanges } from './fleet-changes.js';
import { VehiclesDirectory } from './vehicles-directory.js';
import { VehicleViews } from './vehicle-views.js';
import { VehiclesService } from './vehicles.service.js';

/** The insured cars. */
@Module({
  imports: [ClientsModule, TypeOrmModule.forFeature([Vehicle, VehicleMileage, Device, Client])],
  controllers: [VehiclesController, VehicleHistoryController],
  providers: [
    FleetChanges,
    VehicleBatch,
    VehicleChanges,
    VehicleMileages,
    VehicleOwners,
    VehiclesDirectory,
    VehiclesService,
    VehicleViews,
  ],
  exports: [FleetChanges, VehicleBatch, VehiclesDirectory, VehiclesService],
})
export class VehiclesModule {}
