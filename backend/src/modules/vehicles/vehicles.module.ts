import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Device } from '../devices/devices.public.js';
import { Vehicle } from './vehicle.entity.js';
import { VehiclesController } from './vehicles.controller.js';
import { VehiclesDirectory } from './vehicles-directory.js';
import { VehiclesService } from './vehicles.service.js';

/** The insured cars. */
@Module({
  imports: [TypeOrmModule.forFeature([Vehicle, Device])],
  controllers: [VehiclesController],
  providers: [VehiclesDirectory, VehiclesService],
  exports: [VehiclesDirectory],
})
export class VehiclesModule {}
