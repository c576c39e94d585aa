import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { IngestValidator } from '../../http/ingest-validation.js';
import { AuthModule } from '../auth/auth.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { FleetIndex } from './fleet-index.js';
import { FleetController } from './fleet.controller.js';
import { IngestController } from './ingest.controller.js';
import { IngestService } from './ingest.service.js';
import { TelemetryUpkeep } from './telemetry-upkeep.js';
import { LiveAccess } from './live-access.js';
import { LiveGateway } from './live.gateway.js';
import { TrackController } from './track.controller.js';
import { TrackService } from './track.service.js';
import { TroubleCodeReports } from './trouble-code-reports.js';
import { TroubleCodesController } from './trouble-codes.controller.js';

/** What vehicles send: taking it in, its history, and the live view of it. */
@Module({
  imports: [ScheduleModule.forRoot(), AuthModule, VehiclesModule],
  controllers: [IngestController, TrackController, FleetController, TroubleCodesController],
  providers: [
    IngestService,
    IngestValidator,
    TelemetryUpkeep,
    TrackService,
    TroubleCodeReports,
    FleetIndex,
    LiveAccess,
    LiveGateway,
  ],
})
export class TelemetryModule {}
