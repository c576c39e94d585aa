import { Body, Controller, Get, Headers, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { placeOf } from '../../http/pagination.js';
import { InvalidRequest } from '../../http/validation.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { UpdateQuoteDto } from './contract-change.dto.js';
import { ContractChanges } from './contract-changes.js';
import {
  ContractDto,
  ContractPageDto,
  ContractQueryDto,
  CreateContractDto,
} from './contract.dto.js';
import { ContractPartiesDirectory } from './contract-parties.js';
import { ContractVersionListDto, contractVersionDto } from './contract-version.dto.js';
import { contractDto } from './contract-view.js';
import { ContractsService } from './contracts.service.js';

/** What a client may choose as the key of a request: visible ASCII. */
const IDEMPOTENCY_KEY = /^[!-~]{8,128}$/;

/** Insurance policies. */
@ApiTags('contracts')
@Controller('api/contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly changes: ContractChanges,
    private readonly parties: ContractPartiesDirectory,
  ) {}

  /** Lists contracts, page by page; clients see their own only. */
  @Can('read:contracts')
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ContractQueryDto,
  ): Promise<ContractPageDto> {
    const found = await this.contracts.list(viewer, query);
    const parties = await this.parties.of(found.rows.map(({ id }) => id));
    const items = found.rows.map((contract) => {
      const { clientName = '', plate = '' } = parties.get(contract.id) ?? {};
      return { ...contractDto(contract), clientName, plate };
    });
    return { items, ...placeOf(found, query) };
  }

  /**
   * Enters a contract. Sent again with the same Idempotency-Key, within a week, it enters none, and the answer is the
   * contract as it is by then.
   */
  @Can('create:contracts')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Chosen at random for one contract: 8 to 128 visible ASCII characters.',
  })
  @ApiProblems({
    400: [
      'REQUEST.INVALID',
      'CLIENT.NOT_FOUND',
      'VEHICLE.NOT_FOUND',
      'CONTRACT.VEHICLE_OF_OTHER_CLIENT',
      'CONTRACT.BEFORE_OWNERSHIP',
      'CONTRACT.ENDS_BEFORE_START',
    ],
    409: ['CONTRACT.OVERLAP', 'CONTRACT.NUMBER_TAKEN', 'REQUEST.IDEMPOTENCY_KEY_REUSED'],
  })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Body() body: CreateContractDto,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<ContractDto> {
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
      const detail = 'Idempotency-Key must be 8 to 128 visible ASCII characters.';
      throw new InvalidRequest([{ pointer: '/Idempotency-Key', code: 'matches', detail }]);
    }
    return contractDto(await this.contracts.create(viewer, body, key));
  }

  /** One contract; clients see their own only. */
  @Can('read:contracts')
  @ApiProblems({ 404: ['CONTRACT.NOT_FOUND'] })
  @Get(':id')
  async get(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<ContractDto> {
    return contractDto(await this.contracts.get(viewer, id));
  }

  /** Corrects a quote. What was concluded changes by its own steps and by endorsements. */
  @Can('update:contracts')
  @ApiProblems({
    400: [
      'REQUEST.INVALID',
      'CONTRACT.ENDS_BEFORE_START',
      'CONTRACT.BEFORE_OWNERSHIP',
      'CONTRACT.VEHICLE_OF_OTHER_CLIENT',
    ],
    404: ['CONTRACT.NOT_FOUND'],
    409: ['RECORD.CHANGED_MEANWHILE', 'CONTRACT.NOT_A_QUOTE', 'CONTRACT.NUMBER_TAKEN'],
  })
  @Patch(':id')
  async correctQuote(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: UpdateQuoteDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.correctQuote(viewer, id, body));
  }

  /** The terms of a contract in all its periods. */
  @Can('read:contracts')
  @ApiProblems({ 404: ['CONTRACT.NOT_FOUND'] })
  @Get(':id/versions')
  async versions(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
  ): Promise<ContractVersionListDto> {
    return { items: (await this.contracts.versionsOf(viewer, id)).map(contractVersionDto) };
  }
}
