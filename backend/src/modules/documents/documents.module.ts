import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientsModule } from '../clients/clients.module.js';
import { Document } from './document.entity.js';
import { DocumentIntake } from './document-intake.js';
import { DocumentTotals } from './document-totals.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { LooseObjects } from './loose-objects.js';

/** The papers of clients. */
@Module({
  imports: [TypeOrmModule.forFeature([Document]), ClientsModule],
  controllers: [DocumentsController],
  providers: [DocumentsService, DocumentIntake, DocumentTotals, LooseObjects],
  exports: [DocumentTotals],
})
export class DocumentsModule {}
