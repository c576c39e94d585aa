import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { HIGHEST_BONUS_MALUS, LOWEST_BONUS_MALUS, MOST_CLAIMS } from './bonus-malus.js';
import {
  DAY,
  HIGHEST_DEDUCTIBLE_CENTS,
  HIGHEST_PREMIUM_CENTS,
  NUMBER,
  NUMBER_MESSAGE,
  trimmed,
} from './contract.dto.js';
import {
  CONTRACT_OPTIONS,
  type ContractOption,
  type Formula,
  FORMULAS,
} from './contract.entity.js';

/** May be left out, but not be `null`. */
const NeverNull = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** What every change says. */
export class ContractVersionedDto {
  /** The version that the change was made from. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;
}

/** Other terms: what is left out stays, `null` takes away. */
export class ContractTermsChangeDto extends ContractVersionedDto {
  /** How much is covered. */
  @ApiProperty({ required: false, enum: FORMULAS })
  @NeverNull()
  @IsIn(FORMULAS)
  formula?: Formula;

  /** What is covered beside the formula: all of it. */
  @ApiProperty({ required: false, enum: CONTRACT_OPTIONS, isArray: true })
  @NeverNull()
  @IsArray()
  @ArrayUnique()
  @IsIn(CONTRACT_OPTIONS, { each: true })
  options?: ContractOption[];

  /** What the insured pays of a claim, euro cents; `null`: not known. */
  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    minimum: 0,
    maximum: HIGHEST_DEDUCTIBLE_CENTS,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(HIGHEST_DEDUCTIBLE_CENTS)
  deductibleCents?: number | null;

  /** Bonus-malus, at most two decimals. */
  @ApiProperty({ required: false, minimum: LOWEST_BONUS_MALUS, maximum: HIGHEST_BONUS_MALUS })
  @NeverNull()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(LOWEST_BONUS_MALUS)
  @Max(HIGHEST_BONUS_MALUS)
  bonusMalus?: number;

  /** Yearly premium, euro cents. */
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: HIGHEST_PREMIUM_CENTS })
  @NeverNull()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_PREMIUM_CENTS)
  premiumCents?: number;
}

/** A correction of a quote. */
export class UpdateQuoteDto extends ContractTermsChangeDto {
  /** What people call it by. */
  @ApiProperty({ required: false, minLength: 1, maxLength: 32 })
  @Transform(trimmed)
  @NeverNull()
  @IsString()
  @Matches(NUMBER, { message: NUMBER_MESSAGE })
  number?: string;

  /** First day of cover. */
  @ApiProperty({ required: false, format: 'date' })
  @NeverNull()
  @Matches(DAY, { message: 'startsOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  startsOn?: string;

  /** First day without cover; `null`: until the contract is ended. */
  @ApiProperty({ required: false, nullable: true, type: 'string', format: 'date' })
  @IsOptional()
  @Matches(DAY, { message: 'endsOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  endsOn?: string | null;
}

/** Other terms from a day on. */
export class EndorseContractDto extends ContractTermsChangeDto {
  /** First day of the new terms. */
  @ApiProperty({ format: 'date', example: '2027-01-15' })
  @Matches(DAY, { message: 'effectiveOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  effectiveOn!: string;

  /** Why, in words that the insured may read. */
  @ApiProperty({ example: 'Garage instead of street', minLength: 1, maxLength: 500 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 500)
  reason!: string;
}

/** A step in a contract's life that needs no reason. */
export class ContractStepDto extends ContractVersionedDto {
  /** The day from which it counts. */
  @ApiProperty({ format: 'date', example: '2026-12-01' })
  @Matches(DAY, { message: 'effectiveOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  effectiveOn!: string;

  /** Why, in words that the insured may read. */
  @ApiProperty({ required: false, minLength: 1, maxLength: 500 })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}

/** A step in a contract's life that needs a reason. */
export class ReasonedContractStepDto extends ContractVersionedDto {
  /** The day from which it counts. */
  @ApiProperty({ format: 'date', example: '2026-12-01' })
  @Matches(DAY, { message: 'effectiveOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  effectiveOn!: string;

  /** Why, in words that the insured may read. */
  @ApiProperty({ example: 'Vehicle laid up', minLength: 1, maxLength: 500 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 500)
  reason!: string;
}

/** A renewal: a contract that follows on the day on which this one ends. */
export class RenewContractDto extends ContractStepDto {
  /** Claims of the year that ends for which the insured was at fault; left out: none. */
  @ApiProperty({ type: 'integer', required: false, default: 0, minimum: 0, maximum: MOST_CLAIMS })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_CLAIMS)
  atFaultClaims?: number;

  /** Yearly premium, euro cents; left out: the old one under the new bonus-malus. */
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: HIGHEST_PREMIUM_CENTS })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_PREMIUM_CENTS)
  premiumCents?: number;
}
