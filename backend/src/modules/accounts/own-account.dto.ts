import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsString,
  IsTimeZone,
  Length,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import {
  type Language,
  LANGUAGES,
  type Role,
  ROLES,
  type Theme,
  THEMES,
  type Units,
  UNITS,
} from '../auth/auth.public.js';

const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;
/** Left out: unchanged. `null` would mean to remove, which these cannot be. */
const whenGiven = (_: object, value: unknown): boolean => value !== undefined;

/** The own profile. */
export class ProfileDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  id!: string;

  /** E-mail address with which the account logs in. */
  @ApiProperty({ example: 'employee@naif.example' })
  email!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin' })
  displayName!: string;

  /** What the account may do. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  role!: Role;

  /** Language of the pages and mails. */
  @ApiProperty({ enum: LANGUAGES, example: 'fr' })
  language!: Language;

  /** Colours of the pages: the device's, or always the same. */
  @ApiProperty({ enum: THEMES, example: 'system' })
  theme!: Theme;

  /** Units in which figures are shown. */
  @ApiProperty({ enum: UNITS, example: 'metric' })
  units!: Units;

  /** Zone in which times are shown, by its IANA name. */
  @ApiProperty({ example: 'Europe/Paris' })
  timeZone!: string;

  /** Raised at each save: to be sent with a change. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

/** A change of the own profile. What is left out stays. */
export class UpdateProfileDto {
  /** Version that the change was made from. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** Name to show. */
  @ApiProperty({ required: false, example: 'Élodie Martin', minLength: 1, maxLength: 200 })
  @Transform(trimmed)
  @ValidateIf(whenGiven)
  @IsString()
  @Length(1, 200)
  displayName?: string;

  /** Language of the pages and mails. */
  @ApiProperty({ required: false, enum: LANGUAGES, example: 'fr' })
  @ValidateIf(whenGiven)
  @IsIn(LANGUAGES)
  language?: Language;

  /** Colours of the pages: the device's, or always the same. */
  @ApiProperty({ required: false, enum: THEMES, example: 'dark' })
  @ValidateIf(whenGiven)
  @IsIn(THEMES)
  theme?: Theme;

  /** Units in which figures are shown. */
  @ApiProperty({ required: false, enum: UNITS, example: 'metric' })
  @ValidateIf(whenGiven)
  @IsIn(UNITS)
  units?: Units;

  /** Zone in which times are shown, by its IANA name. */
  @ApiProperty({ required: false, example: 'Europe/Paris', maxLength: 64 })
  @ValidateIf(whenGiven)
  @IsTimeZone()
  @MaxLength(64)
  timeZone?: string;
}
