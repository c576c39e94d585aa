import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Handover } from './handover.entity.js';
import { HandoverUpkeep } from './handover-upkeep.js';
import { HandoversController } from './handovers.controller.js';
import { HandoversService } from './handovers.service.js';
import { PortfoliosController } from './portfolios.controller.js';
import { PortfoliosService } from './portfolios.service.js';

/** Who is responsible for which clients, and who stands in for whom. */
@Module({
  imports: [TypeOrmModule.forFeature([Handover])],
  controllers: [PortfoliosController, HandoversController],
  providers: [PortfoliosService, HandoversService, HandoverUpkeep],
})
export class PortfoliosModule {}
