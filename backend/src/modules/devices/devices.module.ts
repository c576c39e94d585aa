import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DEVICE_AUTHENTICATOR } from '../auth/auth.public.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { AgentStatusKeeper } from './agent-status-keeper.js';
import { Device, EnrolmentCode } from './device.entity.js';
import { DeviceCommands } from './device-commands.js';
import { DeviceCommandsController } from './device-commands.controller.js';
import { DeviceHearing } from './device-hearing.js';
import { DeviceHealthController } from './device-health.controller.js';
import { DeviceList } from './device-list.js';
import { DeviceRegistry } from './device-registry.js';
import { DevicesController } from './devices.controller.js';
import { DevicesService } from './devices.service.js';
import { EnrolmentCodesController } from './enrolment-codes.controller.js';
import { EnrolmentService } from './enrolment.service.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { TokenAuthenticator } from './token-authenticator.js';
import { WaitingCommands } from './waiting-commands.js';

/** Devices, their enrolment, tokens, health and commands. Global, because the policy guard asks it about every device route. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Device, EnrolmentCode]), VehiclesModule],
  controllers: [
    EnrolmentsController,
    EnrolmentCodesController,
    DevicesController,
    DeviceHealthController,
    DeviceCommandsController,
  ],
  providers: [
    AgentStatusKeeper,
    DeviceCommands,
    DeviceHearing,
    DeviceList,
    DeviceRegistry,
    DevicesService,
    EnrolmentService,
    { provide: DEVICE_AUTHENTICATOR, useClass: TokenAuthenticator },
    WaitingCommands,
  ],
  exports: [DEVICE_AUTHENTICATOR, DeviceCommands, WaitingCommands],
})
export class DevicesModule {}
