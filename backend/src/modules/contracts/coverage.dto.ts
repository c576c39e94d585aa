import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { CONTRACT_STATUSES, type ContractStatus } from './contract-lifecycle.js';
import { ContractVersionDto } from './contract-version.dto.js';

/** Why a car was covered at an instant, or why not. */
export const COVERAGE_REASONS = ['covered', 'suspended', 'no-contract'] as const;
export type CoverageReason = (typeof COVERAGE_REASONS)[number];

/** Which instant is asked for. */
export class CoverageQueryDto {
  /** The instant, ISO 8601; a day alone is its begin in France; now when left out. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T08:30:00+01:00' })
  @IsOptional()
  @IsString()
  at?: string;
}

/** The contract that bound the car. */
export class CoveringContractDto {
  /** Id of the contract. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** What people call it by. */
  @ApiProperty({ example: 'NC-2026-000123' })
  number!: string;

  /** The client who is insured. */
  @ApiProperty({ format: 'uuid' })
  clientId!: string;

  /** Where it stands today. */
  @ApiProperty({ enum: CONTRACT_STATUSES, example: 'active' })
  status!: ContractStatus;
}

/** What covered a car at an instant. */
export class CoverageDto {
  /** The instant that the answer is about. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T07:30:00.000Z' })
  at!: string;

  /** The day that it was then in France: contracts count in days. */
  @ApiProperty({ format: 'date', example: '2026-11-25' })
  day!: string;

  /** Whether the car was covered. */
  @ApiProperty({ example: true })
  covered!: boolean;

  /** Why, or why not: `suspended`: a contract binds the car, but covers nothing. */
  @ApiProperty({ enum: COVERAGE_REASONS, example: 'covered' })
  reason!: CoverageReason;

  /** The contract that bound the car. */
  @ApiProperty({ type: CoveringContractDto, required: false })
  contract?: CoveringContractDto;

  /** Its terms on that day. */
  @ApiProperty({ type: ContractVersionDto, required: false })
  version?: ContractVersionDto;
}
