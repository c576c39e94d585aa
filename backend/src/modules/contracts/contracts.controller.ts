import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import {
  ContractDto,
  ContractPageDto,
  ContractQueryDto,
  CreateContractDto,
} from './contract.dto.js';
import type { Contract } from './contract.entity.js';
import { ContractsService } from './contracts.service.js';

/** Insurance policies. */
@ApiTags('contracts')
@Controller('api/contracts')
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  /** Lists contracts, page by page; clients see their own only. */
  @Can('read:contracts')
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ContractQueryDto,
  ): Promise<ContractPageDto> {
    const [contracts, total] = await this.contracts.list(viewer, query);
    return { items: contracts.map(contractDto), total, page: query.page, pageSize: query.pageSize };
  }

  /** Enters a contract. */
  @Can('create:contracts')
  @ApiProblems({
    400: [
      'CLIENT.NOT_FOUND',
      'VEHICLE.NOT_FOUND',
      'CONTRACT.VEHICLE_OF_OTHER_CLIENT',
      'CONTRACT.ENDS_BEFORE_START',
    ],
    409: ['CONTRACT.OVERLAP', 'CONTRACT.NUMBER_TAKEN'],
  })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Body() body: CreateContractDto,
  ): Promise<ContractDto> {
    return contractDto(await this.contracts.create(viewer, body));
  }

  /** One contract; clients see their own only. */
  @Can('read:contracts')
  @ApiProblems({ 404: ['CONTRACT.NOT_FOUND'] })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ContractDto> {
    return contractDto(await this.contracts.get(viewer, id));
  }
}

function contractDto({ endsOn, createdAt, ...contract }: Contract): ContractDto {
  const { id, number, clientId, vehicleId, formula, status, startsOn, premiumCents } = contract;
  return {
    id,
    number,
    clientId,
    vehicleId,
    formula,
    status,
    startsOn,
    ...(endsOn !== null && { endsOn }),
    premiumCents,
    createdAt: createdAt.toISOString(),
  };
}
