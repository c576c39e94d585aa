import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DEVICE_AUTHENTICATOR } from '../auth/auth.public.js';
import { AgentStatusKeeper } from './agent-status-keeper.js';
import { Device, EnrolmentCode } from './device.entity.js';
import { DeviceRegistry } from './device-registry.js';
import { DevicesController } from './devices.controller.js';
import { DevicesService } from './devices.service.js';
import { EnrolmentCodesController } from './enrolment-codes.controller.js';
import { EnrolmentService } from './enrolment.service.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { TokenAuthenticator } from './token-authenticator.js';

/** Devices, their enrolment and their tokens. Global, because the policy guard asks it about every device route. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Device, EnrolmentCode])],
  controllers: [EnrolmentsController, EnrolmentCodesController, DevicesController],
  providers: [
    AgentStatusKeeper,
    DeviceRegistry,
    DevicesService,
    EnrolmentService,
    { provide: DEVICE_AUTHENTICATOR, useClass: TokenAuthenticator },
  ],
  exports: [DEVICE_AUTHENTICATOR],
})
export class DevicesModule {}
