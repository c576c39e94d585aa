import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, Max, Min } from 'class-validator';
import { ReadingDto } from './reading.dto.js';

/** Which part of a vehicle's history, and how fine. */
export class TrackQueryDto {
  /** Begin of the period, ISO 8601, inclusive; a day before its end when left out. */
  @IsOptional()
  @IsISO8601()
  @ApiPropertyOptional({ format: 'date-time', example: '2026-11-25T00:00:00Z' })
  from?: string;

  /** End of the period, ISO 8601, exclusive; now when left out. */
  @IsOptional()
  @IsISO8601()
  @ApiPropertyOptional({ format: 'date-time', example: '2026-11-26T00:00:00Z' })
  to?: string;

  /** Most points of the answer. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(10_000)
  maxPoints: number = 1000;
}

/** How a period was reduced. */
export class ReductionDto {
  @ApiProperty({
    description:
      '`none`: every reading is there. `bucket-extremes`: the period was cut in equal buckets; of each the first reading and those with the extreme speed and engine speed are there.',
    enum: ['none', 'bucket-extremes'],
  })
  method!: 'none' | 'bucket-extremes';

  @ApiPropertyOptional({ description: 'Width of a bucket, ms.', example: 432_000 })
  bucketMs?: number;
}

/** A vehicle's readings of a period. */
export class TrackDto {
  @ApiProperty({ description: 'In order of time.', type: [ReadingDto] })
  points!: ReadingDto[];

  @ApiProperty({ description: 'Readings in the period before the reduction.', example: 86_400 })
  total!: number;

  @ApiProperty({ type: ReductionDto })
  reduction!: ReductionDto;
}
