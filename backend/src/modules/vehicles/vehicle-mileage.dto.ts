import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsISO8601, Matches, Max, Min } from 'class-validator';
import {
  MILEAGE_SOURCES,
  type MileageSource,
  type VehicleMileage,
} from './vehicle-mileage.entity.js';

/** No car has gone further: the longest known went 5 million km, on its third odometer. */
const MOST_KM = 3_000_000;

/** What an odometer said. */
export class CreateMileageDto {
  /** Kilometres. */
  @ApiProperty({ type: 'integer', example: 48_200, minimum: 0, maximum: MOST_KM })
  @IsInt()
  @Min(0)
  @Max(MOST_KM)
  km!: number;

  /** The day on which it was read. */
  @ApiProperty({ format: 'date', example: '2026-11-02' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'readOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  readOn!: string;

  /** Who read it. */
  @ApiProperty({ enum: MILEAGE_SOURCES, example: 'declared' })
  @IsIn(MILEAGE_SOURCES)
  source!: MileageSource;
}

/** What an odometer said on a day. */
export class MileageDto {
  /** Id of the entry. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** Kilometres. */
  @ApiProperty({ type: 'integer', example: 48_200 })
  km!: number;

  /** The day on which it was read. */
  @ApiProperty({ format: 'date', example: '2026-11-02' })
  readOn!: string;

  /** Who read it. */
  @ApiProperty({ enum: MILEAGE_SOURCES, example: 'declared' })
  source!: MileageSource;

  /** When it was entered. */
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

/** The mileages of a vehicle. */
export class MileageListDto {
  /** Newest first. */
  @ApiProperty({ type: [MileageDto] })
  items!: MileageDto[];
}

/** The mileage as it is answered. */
export function mileageDto({ id, km, readOn, source, createdAt }: VehicleMileage): MileageDto {
  return { id, km, readOn, source, createdAt: createdAt.toISOString() };
}
