import { Module } from '@nestjs/common';
import { MapSettingsController } from './map-settings.controller.js';

/** What the operator set and pages need to know. */
@Module({ controllers: [MapSettingsController] })
export class SettingsModule {}
