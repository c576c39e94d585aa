import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { placeOf } from '../../http/pagination.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { ClientDuplicates } from './client-duplicates.js';
import { CreateClientDto, UpdateClientDto } from './client-input.dto.js';
import { ClientList } from './client-list.js';
import { ClientMerge } from './client-merge.js';
import { ClientRemoval } from './client-removal.js';
import { clientDto } from './client-view.js';
import {
  ClientDto,
  ClientPageDto,
  ClientQueryDto,
  DuplicatesDto,
  MergeClientsDto,
} from './client.dto.js';
import { ClientsDirectory } from './clients-directory.js';
import { ClientsService } from './clients.service.js';

/** The insured. */
@ApiTags('clients')
@Controller('api/clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly directory: ClientsDirectory,
    private readonly clientList: ClientList,
    private readonly clientDuplicates: ClientDuplicates,
    private readonly clientMerge: ClientMerge,
    private readonly clientRemoval: ClientRemoval,
  ) {}

  /** Lists clients, page by page. A search for a telephone number finds it however it is written. */
  @Can('list:clients')
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ClientQueryDto,
  ): Promise<ClientPageDto> {
    const found = await this.clientList.page(viewer, query);
    return { items: found.rows.map(clientDto), ...placeOf(found, query) };
  }

  /**
   * Enters a client. One that looks like others is refused, and `related` names them, until the body says
   * `confirmedDistinct`; no e-mail address is ever two clients'.
   */
  @Can('create:clients')
  @ApiProblems({
    400: ['CLIENT.NOT_PLAUSIBLE', 'CLIENT.RESPONSIBLE_UNKNOWN'],
    403: ['CLIENT.RESPONSIBLE_NOT_YOURS'],
    409: ['CLIENT.EMAIL_TAKEN', 'CLIENT.LOOKS_LIKE_DUPLICATE'],
  })
  @Post()
  async create(@CurrentViewer() viewer: Viewer, @Body() body: CreateClientDto): Promise<ClientDto> {
    return clientDto(await this.clients.create(viewer, body));
  }

  /** One client; clients see themselves only. Of a merged one `related` names the client that was kept. */
  @Can('read:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ClientDto> {
    return clientDto(await this.directory.get(viewer, id));
  }

  /** Corrects a client: what is missing stays, `null` empties. */
  @Can('update:clients')
  @ApiProblems({
    400: ['CLIENT.NOT_PLAUSIBLE', 'CLIENT.RESPONSIBLE_UNKNOWN'],
    403: ['CLIENT.RESPONSIBLE_NOT_YOURS'],
    404: ['CLIENT.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'CLIENT.EMAIL_TAKEN'],
    410: ['CLIENT.MERGED'],
  })
  @Patch(':id')
  async update(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: UpdateClientDto,
  ): Promise<ClientDto> {
    return clientDto(await this.clients.update(viewer, id, body));
  }

  /** Removes a client that was entered by mistake: one that nothing belongs to but drivers and notes, which go with it. */
  @Can('delete:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 409: ['CLIENT.IN_USE'], 410: ['CLIENT.MERGED'] })
  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    return this.clientRemoval.remove(viewer, id);
  }

  /** Clients who look like the same one: same name and birth date, same mailbox, same SIREN. */
  @Can('list:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
  @Get(':id/duplicates')
  async duplicates(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<DuplicatesDto> {
    const duplicates = await this.clientDuplicates.of(viewer, id);
    return {
      items: duplicates.map(({ client, reasons }) => ({
        client: clientDto(client),
        reasons: [...reasons],
      })),
    };
  }

  /**
   * Merges another client into this one: vehicles, contracts, drivers, notes, documents and account move, gaps are
   * filled, and the other's id answers 410 from then on, naming this one. Sessions of a moved account end.
   */
  @Can('update:clients')
  @ApiProblems({
    400: ['CLIENT.MERGED_WITH_ITSELF', 'CLIENT.OTHER_UNKNOWN'],
    404: ['CLIENT.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'CLIENT.KINDS_DIFFER'],
    410: ['CLIENT.MERGED'],
  })
  @HttpCode(200)
  @Post(':id/merge')
  async merge(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: MergeClientsDto,
  ): Promise<ClientDto> {
    return clientDto(await this.clientMerge.merge(viewer, id, body));
  }
}
