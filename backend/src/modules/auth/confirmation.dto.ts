import { ApiProperty } from '@nestjs/swagger';
import {
  SECOND_FACTOR_METHODS,
  type SecondFactorMethod,
} from './second-factor/second-factor-methods.js';

/** What has to be shown before the account is changed. */
export class ConfirmationNeedDto {
  /** The ways to show the second factor beside the password; empty: the password is enough for now. */
  @ApiProperty({ enum: SECOND_FACTOR_METHODS, isArray: true, example: ['totp', 'recovery'] })
  methods!: SecondFactorMethod[];

  /** Whether a passkey can be shown instead of both. */
  @ApiProperty({ type: 'boolean', example: false })
  passkeys!: boolean;
}
