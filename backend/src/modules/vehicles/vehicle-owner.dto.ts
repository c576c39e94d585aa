import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsUUID, Matches, Min } from 'class-validator';
import type { NamedOwnership } from './vehicle-owners.js';

/** A change of owner. */
export class ChangeOwnerDto {
  /** The new owner. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  @IsUUID()
  clientId!: string;

  /** First day, in France, on which the vehicle is theirs: today or earlier. */
  @ApiProperty({ format: 'date', example: '2026-11-02' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'since must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  since!: string;

  /** The version of the vehicle that the change was made from. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;
}

/** A client and the time in which a vehicle was theirs. */
export class OwnershipDto {
  /** The owner. */
  @ApiProperty({ format: 'uuid' })
  clientId!: string;

  /** What people call the owner. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  name!: string;

  /** First day; missing: since the vehicle was entered. */
  @ApiProperty({ required: false, format: 'date', example: '2026-11-02' })
  since?: string;

  /** First day after; missing: it still is theirs. */
  @ApiProperty({ required: false, format: 'date', example: '2027-03-01' })
  until?: string;
}

/** The owners of a vehicle. */
export class OwnershipListDto {
  /** In their order. */
  @ApiProperty({ type: [OwnershipDto] })
  items!: OwnershipDto[];
}

/** The ownership as it is answered. */
export function ownershipDto({ clientId, name, since, until }: NamedOwnership): OwnershipDto {
  return { clientId, name, ...(since !== null && { since }), ...(until !== null && { until }) };
}
