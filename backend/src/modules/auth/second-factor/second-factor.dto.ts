import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { type Role, ROLES } from '../viewer.js';
import { SECOND_FACTOR_METHODS, type SecondFactorMethod } from './second-factor-methods.js';

/** What is needed beside the password. */
export class SecondFactorNeedDto {
  /** The ways to show it. */
  @ApiProperty({ enum: SECOND_FACTOR_METHODS, isArray: true, example: ['totp', 'recovery'] })
  methods!: SecondFactorMethod[];

  /** Until when this login waits for it. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:10:00.000Z' })
  expiresAt!: string;

  /** Where a code was mailed, as a hint; missing while none was. */
  @ApiProperty({ required: false, example: 'e•••@naif.example' })
  emailSentTo?: string;
}

/** A login whose password was right: a second factor completes it. */
export class SecondFactorPendingDto {
  /** What is needed. */
  @ApiProperty({ type: SecondFactorNeedDto })
  secondFactor!: SecondFactorNeedDto;
}

/** A second factor as it was typed. */
export class TypedCodeDto {
  /** How it is shown. */
  @ApiProperty({ enum: SECOND_FACTOR_METHODS, example: 'totp' })
  @IsIn(SECOND_FACTOR_METHODS)
  method!: SecondFactorMethod;

  /** The code. */
  @ApiProperty({ example: '123456', minLength: 6, maxLength: 20 })
  @IsString()
  @Length(6, 20)
  code!: string;
}

/** The second factor of a login. */
export class SecondFactorAnswerDto extends TypedCodeDto {
  /** Whether this browser need not show it again for 30 days. */
  @ApiProperty({ required: false, type: 'boolean', default: false })
  @IsOptional()
  @IsBoolean()
  rememberDevice: boolean = false;
}

/** Where a code was mailed. */
export class EmailCodeDto {
  /** The address, as a hint. */
  @ApiProperty({ example: 'e•••@naif.example' })
  emailSentTo!: string;
}

/** The password, to confirm a change. */
export class ConfirmedByPasswordDto {
  /** The password; may be left out for ten minutes after it, or a passkey, was shown to confirm something. */
  @ApiProperty({
    required: false,
    example: 'correct horse battery staple',
    format: 'password',
    maxLength: 200,
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  currentPassword?: string;
}

/** Whether codes by e-mail are taken. */
export class EmailCodesDto extends ConfirmedByPasswordDto {
  /** Whether they are. */
  @ApiProperty({ type: 'boolean', example: true })
  @IsBoolean()
  enabled!: boolean;
}

/** The first code of an authenticator app. */
export class AuthenticatorCodeDto {
  /** The code that the app shows now. */
  @ApiProperty({ example: '123456', pattern: '^[0-9]{6}$' })
  @Matches(/^[0-9]{6}$/, { message: 'code must be six digits' })
  code!: string;
}

/** What an authenticator app needs. */
export class AuthenticatorEnrolmentDto {
  /** The secret as text, for apps without a camera (base32). */
  @ApiProperty({ example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
  secret!: string;

  /** The same as an address. */
  @ApiProperty({ example: 'otpauth://totp/NAIF%20Control:employee%40naif.example?secret=GEZD' })
  uri!: string;

  /** The address as a QR code: an SVG image. */
  @ApiProperty({ example: '<svg xmlns="http://www.w3.org/2000/svg"></svg>' })
  qrSvg!: string;
}

/** A sheet of recovery codes: shown once. */
export class RecoveryCodesDto {
  /** Each works once. Missing where an earlier sheet stays good. */
  @ApiProperty({ required: false, type: [String], example: ['7h2kd-9mq4x'] })
  recoveryCodes?: string[];
}

/** How the own second factor stands. */
export class SecondFactorStatusDto {
  /** Since when there is an authenticator app. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  authenticatorSince?: string;

  /** Whether a code by e-mail counts, by own choice. */
  @ApiProperty({ type: 'boolean', example: false })
  emailCodes!: boolean;

  /** Recovery codes that were not used. */
  @ApiProperty({ type: 'integer', example: 10 })
  recoveryCodesLeft!: number;

  /** Browsers that need not show it for now. */
  @ApiProperty({ type: 'integer', example: 1 })
  rememberedDevices!: number;

  /** Whether the own role needs one: without any it is a code by e-mail. */
  @ApiProperty({ type: 'boolean', example: false })
  requiredByRole!: boolean;
}

/** Who needs a second factor. */
export class SecondFactorRuleDto {
  /** Roles whose accounts need one. */
  @ApiProperty({ enum: ROLES, isArray: true, example: ['admin'] })
  requiredForRoles!: Role[];

  /** Raised at each save: to be sent with a change. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

/** A change of who needs a second factor. */
export class UpdateSecondFactorRuleDto {
  /** Roles whose accounts need one, from their next login on. */
  @ApiProperty({ enum: ROLES, isArray: true, example: ['admin'] })
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  requiredForRoles!: Role[];

  /** Version that the change was made from. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;
}
