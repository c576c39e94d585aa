import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { IngestValidator } from '../../http/ingest-validation.js';
import { IngestController } from './ingest.controller.js';
import { IngestService } from './ingest.service.js';
import { TelemetryUpkeep } from './telemetry-upkeep.js';

/** What vehicles send: taking it in, its history, and the live view of it. */
@Module({
  imports: [ScheduleModule.forRoot()],
  controllers: [IngestController],
  providers: [IngestService, IngestValidator, TelemetryUpkeep],
})
export class TelemetryModule {}
