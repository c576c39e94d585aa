import { ApiProperty } from '@nestjs/swagger';
import { type ContractVersion, VERSION_KINDS, type VersionKind } from './contract-versions.js';
import {
  CONTRACT_OPTIONS,
  type ContractOption,
  type Cover,
  COVERS,
  type Formula,
  FORMULAS,
} from './contract.entity.js';

/** The terms of a contract in one of its periods. */
export class ContractVersionDto {
  /** Id of the version. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** First day, in France. */
  @ApiProperty({ format: 'date', example: '2026-12-01' })
  startsOn!: string;

  /** First day after it; missing: until the contract is ended. */
  @ApiProperty({ required: false, format: 'date', example: '2027-12-01' })
  endsOn?: string;

  /** Whether the car was covered, or only bound to the contract. */
  @ApiProperty({ enum: COVERS, example: 'covered' })
  cover!: Cover;

  /** How much is covered. */
  @ApiProperty({ enum: FORMULAS, example: 'comprehensive' })
  formula!: Formula;

  /** What is covered beside the formula. */
  @ApiProperty({ enum: CONTRACT_OPTIONS, isArray: true, example: ['glass'] })
  options!: readonly ContractOption[];

  /** What the insured pays of a claim, euro cents, where it is known. */
  @ApiProperty({ type: 'integer', required: false, example: 30_000 })
  deductibleCents?: number;

  /** Bonus-malus, where it is known. */
  @ApiProperty({ required: false, example: 0.76 })
  bonusMalus?: number;

  /** Yearly premium, euro cents. */
  @ApiProperty({ type: 'integer', example: 58_400 })
  premiumCents!: number;

  /** What made it. */
  @ApiProperty({ enum: VERSION_KINDS, example: 'endorsement' })
  kind!: VersionKind;

  /** Why. */
  @ApiProperty({ required: false, example: 'Garage instead of street' })
  reason?: string;

  /** When it was written. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When other terms took its place before it could count; missing: it counts. */
  @ApiProperty({ required: false, format: 'date-time' })
  supersededAt?: string;
}

/** All versions of a contract. */
export class ContractVersionListDto {
  /** In order of their days; superseded ones after those that took their place. */
  @ApiProperty({ type: [ContractVersionDto] })
  items!: ContractVersionDto[];
}

/** The version as it is answered. */
export function contractVersionDto(version: ContractVersion): ContractVersionDto {
  const { id, startsOn, endsOn, cover, formula, options, deductibleCents, bonusMalus } = version;
  const { premiumCents, kind, reason, createdAt, supersededAt } = version;
  return {
    id,
    startsOn,
    ...(endsOn !== null && { endsOn }),
    cover,
    formula,
    options,
    ...(deductibleCents !== null && { deductibleCents }),
    ...(bonusMalus !== null && { bonusMalus }),
    premiumCents,
    kind,
    ...(reason !== null && { reason }),
    createdAt: createdAt.toISOString(),
    ...(supersededAt !== null && { supersededAt: supersededAt.toISOString() }),
  };
}
