import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';
import { HIGHEST_BONUS_MALUS, LOWEST_BONUS_MALUS } from './bonus-malus.js';
import { CONTRACT_STATUSES, type ContractStatus } from './contract-lifecycle.js';
import { REMINDER_SUBJECTS, type ReminderSubject } from './contract-reminders.js';
import {
  CONTRACT_OPTIONS,
  type ContractOption,
  type Formula,
  FORMULAS,
} from './contract.entity.js';

/** By what contracts can be sorted. */
export const CONTRACT_SORT_FIELDS = [
  'number',
  'startsOn',
  'endsOn',
  'premiumCents',
  'createdAt',
] as const;
const CONTRACT_SORTS = sortsBy(CONTRACT_SORT_FIELDS);
export type ContractSort = (typeof CONTRACT_SORTS)[number];

/** The column holds 4 bytes: 21 million euros are enough. */
export const HIGHEST_PREMIUM_CENTS = 2_147_483_647;
/** A deductible of a million euros insures nothing. */
export const HIGHEST_DEDUCTIBLE_CENTS = 100_000_000;
/** Form of a day. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Form of a contract's number. */
export const NUMBER = /^[A-Za-z0-9][A-Za-z0-9/._-]{0,31}$/;
/** What is said when a number has another form. */
export const NUMBER_MESSAGE =
  'number must be 1 to 32 letters, digits, hyphens, dots, slashes and underscores';

/** How contracts may be entered. */
export const ENTERED_STATUSES = ['quote', 'active', 'suspended', 'terminated', 'expired'] as const;
export type EnteredStatus = (typeof ENTERED_STATUSES)[number];

/** What people can do to a contract: it expires by itself. */
export const CONTRACT_STEPS = ['activate', 'suspend', 'resume', 'terminate', 'renew'] as const;
export type ContractStep = (typeof CONTRACT_STEPS)[number];

/** Takes blanks off both ends of a text; anything else is left for the rules to refuse. */
export const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;

/** A new contract. */
export class CreateContractDto {
  /** The client who is insured. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  @IsUUID()
  clientId!: string;

  /** The vehicle that is covered: one of the client's. */
  @ApiProperty({ format: 'uuid', example: '6fa459ea-ee8a-4ca4-894e-db77e160355e' })
  @IsUUID()
  vehicleId!: string;

  /** What people call the contract by; left out, the next free one is given (`NC-2026-000123`). */
  @ApiProperty({ required: false, example: 'NC-2026-000123', minLength: 1, maxLength: 32 })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Matches(NUMBER, { message: NUMBER_MESSAGE })
  number?: string;

  /** How much is covered. */
  @ApiProperty({ enum: FORMULAS, example: 'comprehensive' })
  @IsIn(FORMULAS)
  formula!: Formula;

  /** What is covered beside the formula; left out: nothing. */
  @ApiProperty({ required: false, enum: CONTRACT_OPTIONS, isArray: true, example: ['glass'] })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(CONTRACT_OPTIONS, { each: true })
  options?: ContractOption[];

  /** What the insured pays of a claim, euro cents; left out: not known. */
  @ApiProperty({
    type: 'integer',
    required: false,
    example: 30_000,
    minimum: 0,
    maximum: HIGHEST_DEDUCTIBLE_CENTS,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(HIGHEST_DEDUCTIBLE_CENTS)
  deductibleCents?: number;

  /** Bonus-malus (coefficient de réduction-majoration), at most two decimals; left out: 1, as for whoever was never insured. */
  @ApiProperty({
    required: false,
    example: 0.76,
    minimum: LOWEST_BONUS_MALUS,
    maximum: HIGHEST_BONUS_MALUS,
    default: 1,
  })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(LOWEST_BONUS_MALUS)
  @Max(HIGHEST_BONUS_MALUS)
  bonusMalus?: number;

  /** Where it stands; left out: a quote. Only a renewal makes a contract `renewed`. */
  @ApiProperty({ required: false, enum: ENTERED_STATUSES, default: 'quote' })
  @IsOptional()
  @IsIn(ENTERED_STATUSES)
  status?: EnteredStatus;

  /** First day of cover. */
  @ApiProperty({ format: 'date', example: '2026-12-01' })
  @Matches(DAY, { message: 'startsOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  startsOn!: string;

  /** First day without cover; left out: until the contract is ended. */
  @ApiProperty({ required: false, format: 'date', example: '2027-12-01' })
  @IsOptional()
  @Matches(DAY, { message: 'endsOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  endsOn?: string;

  /** Yearly premium, euro cents. */
  @ApiProperty({ type: 'integer', example: 58_400, minimum: 1, maximum: HIGHEST_PREMIUM_CENTS })
  @IsInt()
  @Min(1)
  @Max(HIGHEST_PREMIUM_CENTS)
  premiumCents!: number;
}

/** Where a contract will stand by what is decided already. */
export class ScheduledStatusDto {
  /** Where it will stand. */
  @ApiProperty({ enum: CONTRACT_STATUSES, example: 'terminated' })
  status!: ContractStatus;

  /** From this day on. */
  @ApiProperty({ format: 'date', example: '2027-03-01' })
  on!: string;
}

/** A contract. Its terms are those of its newest version: what counts on another day is in its versions. */
export class ContractDto {
  /** Id of the contract. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** What people call the contract by. */
  @ApiProperty({ example: 'NC-2026-000123' })
  number!: string;

  /** The client who is insured. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  clientId!: string;

  /** The vehicle that is covered. */
  @ApiProperty({ format: 'uuid', example: '6fa459ea-ee8a-4ca4-894e-db77e160355e' })
  vehicleId!: string;

  /** How much is covered. */
  @ApiProperty({ enum: FORMULAS, example: 'comprehensive' })
  formula!: Formula;

  /** What is covered beside the formula. */
  @ApiProperty({ enum: CONTRACT_OPTIONS, isArray: true, example: ['glass'] })
  options!: ContractOption[];

  /** What the insured pays of a claim, euro cents, where it is known. */
  @ApiProperty({ type: 'integer', required: false, example: 30_000 })
  deductibleCents?: number;

  /** Bonus-malus (coefficient de réduction-majoration), where it is known. */
  @ApiProperty({ required: false, example: 0.76 })
  bonusMalus?: number;

  /** Where it stands. */
  @ApiProperty({ enum: CONTRACT_STATUSES, example: 'active' })
  status!: ContractStatus;

  /** Where it will stand, when something is decided for a later day. */
  @ApiProperty({ type: ScheduledStatusDto, required: false })
  scheduled?: ScheduledStatusDto;

  /** What can be done to it, on one day or another. */
  @ApiProperty({ enum: CONTRACT_STEPS, isArray: true, example: ['suspend', 'terminate'] })
  transitions!: ContractStep[];

  /** First day of cover. */
  @ApiProperty({ format: 'date', example: '2026-12-01' })
  startsOn!: string;

  /** First day without cover; missing: until the contract is ended. */
  @ApiProperty({ required: false, format: 'date', example: '2027-12-01' })
  endsOn?: string;

  /** Yearly premium, euro cents. */
  @ApiProperty({ type: 'integer', example: 58_400 })
  premiumCents!: number;

  /** The contract that this one follows. */
  @ApiProperty({ required: false, format: 'uuid' })
  renewalOf?: string;

  /** Raised at each change: a change says which version it was made from. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  /** When the contract was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;
}

/** Which contracts are wanted. */
export class ContractQueryDto extends PageQueryDto {
  /** Field to sort by; a hyphen in front: descending. */
  @ApiProperty({ required: false, enum: CONTRACT_SORTS, default: '-createdAt' })
  @IsOptional()
  @IsIn(CONTRACT_SORTS)
  sort: ContractSort = '-createdAt';

  /** Only contracts of this client. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  clientId?: string;

  /** Only contracts for this vehicle. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  vehicleId?: string;

  /** Only contracts that stand here. */
  @ApiProperty({ required: false, enum: CONTRACT_STATUSES })
  @IsOptional()
  @IsIn(CONTRACT_STATUSES)
  status?: ContractStatus;

  /** Only contracts that cover so much. */
  @ApiProperty({ required: false, enum: FORMULAS })
  @IsOptional()
  @IsIn(FORMULAS)
  formula?: Formula;

  /** Only contracts that somebody is reminded of: of their renewal, or of their end. */
  @ApiProperty({ required: false, enum: REMINDER_SUBJECTS })
  @IsOptional()
  @IsIn(REMINDER_SUBJECTS)
  due?: ReminderSubject;
}

/** A contract in a list, with whom and what it is about. */
export class ListedContractDto extends ContractDto {
  /** What people call the client. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  clientName!: string;

  /** Number plate of the vehicle. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;
}

/** A page of contracts. */
export class ContractPageDto {
  /** The contracts of this page. */
  @ApiProperty({ type: [ListedContractDto] })
  items!: ListedContractDto[];

  /** Contracts that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Present when a search found more than were counted: `total` is where counting ended. */
  @ApiProperty({ required: false, type: 'boolean', example: true })
  totalAtLeast?: boolean;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
