import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientBatch } from './client-batch.js';
import { ClientDuplicates } from './client-duplicates.js';
import { Client } from './client.entity.js';
import { ClientList } from './client-list.js';
import { ClientMerge } from './client-merge.js';
import { ClientRemoval } from './client-removal.js';
import { ClientResponsibles } from './client-responsibles.js';
import { ClientsController } from './clients.controller.js';
import { ClientsDirectory } from './clients-directory.js';
import { ClientsService } from './clients.service.js';
import { Driver } from './driver.entity.js';
import { DriversController } from './drivers.controller.js';
import { DriversService } from './drivers.service.js';
import { MergedClient } from './merged-client.entity.js';
import { Note } from './note.entity.js';
import { NotesController } from './notes.controller.js';
import { NotesService } from './notes.service.js';

/** The insured. */
@Module({
  imports: [TypeOrmModule.forFeature([Client, MergedClient, Driver, Note])],
  controllers: [ClientsController, DriversController, NotesController],
  providers: [
    ClientsDirectory,
    ClientsService,
    ClientList,
    ClientBatch,
    ClientDuplicates,
    ClientMerge,
    ClientRemoval,
    ClientResponsibles,
    DriversService,
    NotesService,
  ],
  exports: [ClientBatch, ClientList, ClientsDirectory, ClientsService],
})
export class ClientsModule {}
