import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import {
  ContractStepDto,
  EndorseContractDto,
  ReasonedContractStepDto,
  RenewContractDto,
} from './contract-change.dto.js';
import { ContractChanges } from './contract-changes.js';
import { ContractDto } from './contract.dto.js';
import { RenewalOutcomesDto, RenewalsDto } from './contract-renewals.dto.js';
import { ContractRenewals } from './contract-renewals.js';
import { contractDto } from './contract-view.js';

const OUTSIDE = ['REQUEST.INVALID', 'CONTRACT.OUTSIDE_TERM'];
const LATE = [...OUTSIDE, 'CONTRACT.BEFORE_LAST_CHANGE'];
const STALE = ['RECORD.CHANGED_MEANWHILE', 'CONTRACT.TRANSITION_NOT_ALLOWED'];
const UNKNOWN = ['CONTRACT.NOT_FOUND'];

/** The steps in a contract's life. */
@ApiTags('contracts')
@Can('update:contracts')
@Controller('api/contracts')
export class ContractStepsController {
  constructor(
    private readonly changes: ContractChanges,
    private readonly renewals: ContractRenewals,
  ) {}

  /** Renews contracts that end within 60 days, each on the day on which it ends; the answer says which were refused. */
  @HttpCode(200)
  @Post('renewals')
  async renewMany(
    @CurrentViewer() viewer: Viewer,
    @Body() { items }: RenewalsDto,
  ): Promise<RenewalOutcomesDto> {
    return { items: [...(await this.renewals.renew(viewer, items))] };
  }

  /** A quote becomes a contract, which begins on `effectiveOn`. */
  @ApiProblems({
    400: [...OUTSIDE, 'CONTRACT.VEHICLE_OF_OTHER_CLIENT', 'CONTRACT.BEFORE_OWNERSHIP'],
    404: UNKNOWN,
    409: [...STALE, 'CONTRACT.OVERLAP'],
  })
  @HttpCode(200)
  @Post(':id/activation')
  async activate(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: ContractStepDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.activate(viewer, id, body));
  }

  /** From a day on the contract still binds the vehicle, but covers nothing. */
  @ApiProblems({ 400: LATE, 404: UNKNOWN, 409: STALE })
  @HttpCode(200)
  @Post(':id/suspension')
  async suspend(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: ReasonedContractStepDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.suspend(viewer, id, body));
  }

  /** From a day on the contract covers again. */
  @ApiProblems({ 400: LATE, 404: UNKNOWN, 409: STALE })
  @HttpCode(200)
  @Post(':id/resumption')
  async resume(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: ContractStepDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.resume(viewer, id, body));
  }

  /** The contract ends: `effectiveOn` is the first day without it. */
  @ApiProblems({ 400: OUTSIDE, 404: UNKNOWN, 409: STALE })
  @HttpCode(200)
  @Post(':id/termination')
  async terminate(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: ReasonedContractStepDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.terminate(viewer, id, body));
  }

  /** Other terms from a day on. */
  @ApiProblems({ 400: [...LATE, 'CONTRACT.NOTHING_CHANGED'], 404: UNKNOWN, 409: STALE })
  @HttpCode(200)
  @Post(':id/endorsements')
  async endorse(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: EndorseContractDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.endorse(viewer, id, body));
  }

  /** Another contract follows on the day on which this one ends, its bonus-malus moved on. The answer is that contract. */
  @ApiProblems({
    400: [...LATE, 'CONTRACT.NOT_AT_END', 'CONTRACT.VEHICLE_OF_OTHER_CLIENT'],
    404: UNKNOWN,
    409: [...STALE, 'CONTRACT.OVERLAP', 'CONTRACT.BONUS_MALUS_UNKNOWN'],
  })
  @Post(':id/renewal')
  async renew(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: RenewContractDto,
  ): Promise<ContractDto> {
    return contractDto(await this.changes.renew(viewer, id, body));
  }
}
