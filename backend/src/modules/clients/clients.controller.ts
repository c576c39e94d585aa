import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { ClientDto, ClientPageDto, ClientQueryDto, CreateClientDto } from './client.dto.js';
import type { Client } from './client.entity.js';
import { ClientsService } from './clients.service.js';

/** The insured. */
@ApiTags('clients')
@Controller('api/clients')
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  /** Lists clients, page by page. */
  @Can('list:clients')
  @Get()
  async list(@Query() query: ClientQueryDto): Promise<ClientPageDto> {
    const [clients, total] = await this.clients.list(query);
    return { items: clients.map(clientDto), total, page: query.page, pageSize: query.pageSize };
  }

  /** Enters a client. */
  @Can('create:clients')
  @ApiProblems({ 409: ['CLIENT.EMAIL_TAKEN'] })
  @Post()
  async create(@CurrentViewer() viewer: Viewer, @Body() body: CreateClientDto): Promise<ClientDto> {
    return clientDto(await this.clients.create(viewer, body));
  }

  /** One client; clients see themselves only. */
  @Can('read:clients')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'] })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ClientDto> {
    return clientDto(await this.clients.get(viewer, id));
  }
}

function clientDto({ id, firstName, lastName, email, phone, createdAt }: Client): ClientDto {
  return {
    id,
    firstName,
    lastName,
    email,
    ...(phone !== null && { phone }),
    createdAt: createdAt.toISOString(),
  };
}
