import { Module } from '@nestjs/common';
import { DemoOutboxController } from './demo-outbox.controller.js';

/** The page that shows the demo's mail. */
@Module({ controllers: [DemoOutboxController] })
export class DemoOutboxModule {}
