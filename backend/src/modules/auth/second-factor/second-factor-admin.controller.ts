import { Body, Controller, Delete, Get, HttpCode, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../http/api-problems.js';
import { IdParamDto } from '../../../http/id-param.dto.js';
import { Can, CurrentViewer } from '../policy.js';
import type { Viewer } from '../viewer.js';
import { SecondFactorRuleDto, UpdateSecondFactorRuleDto } from './second-factor.dto.js';
import { SecondFactorPolicy, type SecondFactorRule } from './second-factor-policy.js';
import { SecondFactorSetup } from './second-factor-setup.js';

/** The second factor, for administrators. */
@ApiTags('accounts')
@Controller('api')
export class SecondFactorAdminController {
  constructor(
    private readonly policy: SecondFactorPolicy,
    private readonly setup: SecondFactorSetup,
  ) {}

  /** Which roles need a second factor. */
  @Can('read:settings')
  @Get('settings/second-factor')
  async rule(): Promise<SecondFactorRuleDto> {
    return ruleDto(await this.policy.read());
  }

  /** Sets which roles need a second factor, from the next login of their accounts on. */
  @Can('manage:settings')
  @ApiProblems({ 409: ['RECORD.CHANGED_MEANWHILE'] })
  @Patch('settings/second-factor')
  async setRule(
    @CurrentViewer() viewer: Viewer,
    @Body() { requiredForRoles, version }: UpdateSecondFactorRuleDto,
  ): Promise<SecondFactorRuleDto> {
    return ruleDto(await this.policy.set(viewer, requiredForRoles, version));
  }

  /** Takes the second factor away from somebody who lost it; for the own account there is the own page. */
  @Can('manage:accounts')
  @ApiProblems({ 403: ['AUTH.FORBIDDEN'], 404: ['AUTH.NO_SECOND_FACTOR'] })
  @Delete('accounts/:id/second-factor')
  @HttpCode(204)
  removeFor(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<void> {
    return this.setup.removeFor(viewer, id);
  }
}

function ruleDto({ requiredForRoles, version }: SecondFactorRule): SecondFactorRuleDto {
  return { requiredForRoles: [...requiredForRoles], version };
}
