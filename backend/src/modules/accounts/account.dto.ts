import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';
import { type Language, LANGUAGES, type Role, ROLES } from '../auth/auth.public.js';

/** By what accounts can be sorted. */
export const ACCOUNT_SORT_FIELDS = ['displayName', 'email', 'role', 'createdAt'] as const;
const ACCOUNT_SORTS = sortsBy(ACCOUNT_SORT_FIELDS);
export type AccountSort = (typeof ACCOUNT_SORTS)[number];

/** Whether an account can log in: its invitation waits, it can, it is closed. */
export const ACCOUNT_STATUSES = ['invited', 'active', 'closed'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;
/** Left out: unchanged. `null` would mean to remove, which these cannot be. */
const whenGiven = (_: object, value: unknown): boolean => value !== undefined;

/** A new account: whoever it is for gets an invitation by e-mail. */
export class InviteAccountDto {
  /** E-mail address with which the account logs in; no two accounts share one, whatever its case. */
  @ApiProperty({ example: 'elodie.martin@naif.example', maxLength: 254 })
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin', minLength: 1, maxLength: 200 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 200)
  displayName!: string;

  /** What the account may do. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  @IsIn(ROLES)
  role!: Role;

  /** Language of the person, and of the invitation. */
  @ApiProperty({ required: false, enum: LANGUAGES, default: 'fr' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language: Language = 'fr';

  /** The client whose account it is: needed with the role `client`, and only then. */
  @ApiProperty({ required: false, format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  @IsOptional()
  @IsUUID()
  clientId?: string;
}

/** A change of an account. What is left out stays. */
export class UpdateAccountDto {
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

  /** What the account may do. A change ends its sessions. */
  @ApiProperty({ required: false, enum: ROLES, example: 'employee' })
  @ValidateIf(whenGiven)
  @IsIn(ROLES)
  role?: Role;

  /** Language of the person. */
  @ApiProperty({ required: false, enum: LANGUAGES, example: 'fr' })
  @ValidateIf(whenGiven)
  @IsIn(LANGUAGES)
  language?: Language;

  /** Whether the account is closed: it cannot log in, and its sessions end. */
  @ApiProperty({ required: false, type: 'boolean', example: false })
  @ValidateIf(whenGiven)
  @IsBoolean()
  closed?: boolean;

  /** Whether an employee sees only clients of the own portfolio, and of those that are handed over. At once. */
  @ApiProperty({ required: false, type: 'boolean', example: true })
  @ValidateIf(whenGiven)
  @IsBoolean()
  portfolioOnly?: boolean;
}

/** An account, as administrators see it. */
export class AccountDetailDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  id!: string;

  /** E-mail address with which the account logs in. */
  @ApiProperty({ example: 'elodie.martin@naif.example' })
  email!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin' })
  displayName!: string;

  /** What the account may do. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  role!: Role;

  /** Language of the person. */
  @ApiProperty({ enum: LANGUAGES, example: 'fr' })
  language!: Language;

  /** Whether it can log in. */
  @ApiProperty({ enum: ACCOUNT_STATUSES, example: 'active' })
  status!: AccountStatus;

  /** The client whose account it is; only with the role `client`. */
  @ApiProperty({ required: false, format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  clientId?: string;

  /** Whether it is an employee's who sees only the own portfolio, and those that are handed over. */
  @ApiProperty({ type: 'boolean', example: false })
  portfolioOnly!: boolean;

  /** When the account was made. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When it logged in last; missing: never, or so long ago that it is forgotten. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  lastLoginAt?: string;

  /** Whether its holder set up a second factor: an authenticator app, or codes by e-mail. */
  @ApiProperty({ type: 'boolean', example: true })
  hasSecondFactor!: boolean;

  /** When it was closed; only while it is. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  closedAt?: string;

  /** Raised at each save: to be sent with a change. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

/** Which accounts are wanted. */
export class AccountQueryDto extends PageQueryDto {
  /** Field to sort by; a hyphen in front: descending. */
  @ApiProperty({ required: false, enum: ACCOUNT_SORTS, default: 'displayName' })
  @IsOptional()
  @IsIn(ACCOUNT_SORTS)
  sort: AccountSort = 'displayName';

  /** Only accounts of this role. */
  @ApiProperty({ required: false, enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Role;

  /** Only accounts in this state. */
  @ApiProperty({ required: false, enum: ACCOUNT_STATUSES })
  @IsOptional()
  @IsIn(ACCOUNT_STATUSES)
  status?: AccountStatus;
}

/** A page of accounts. */
export class AccountPageDto {
  /** The accounts of this page. */
  @ApiProperty({ type: [AccountDetailDto] })
  items!: AccountDetailDto[];

  /** Accounts that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
