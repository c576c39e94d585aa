import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { FLEET_COLUMNS, type FleetRow } from './fleet.js';

/** Which part of the map. */
export class FleetQueryDto {
  /** `west,south,east,north` in degrees; west may exceed east across the antimeridian. Everywhere when left out. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @ApiPropertyOptional({ example: '-5,41,10,51.5' })
  bounds?: string;
}

/** Vehicles by state, of all that the account may see. */
export class FleetCountsDto {
  @ApiProperty({ description: 'Faster than 3 km/h, heard of within 2 minutes.' })
  moving!: number;

  @ApiProperty({ description: 'Heard of within 2 minutes, not moving.' })
  stopped!: number;

  @ApiProperty({ description: 'Said so before they fell silent.' })
  parked!: number;

  @ApiProperty({ description: 'Not heard of for 2 minutes.' })
  stale!: number;

  @ApiProperty({ description: 'Not heard of for 15 minutes.' })
  offline!: number;

  @ApiProperty({ description: 'Never heard of.' })
  never!: number;

  @ApiProperty({ description: 'All of them.' })
  total!: number;
}

/** The last-known state of the fleet, compact: a row a vehicle. */
export class FleetDto {
  @ApiProperty({ description: 'When this was so, ms since the epoch.' })
  at!: number;

  @ApiProperty({
    description: 'What each row holds, in this order.',
    type: [String],
    example: FLEET_COLUMNS,
  })
  columns!: readonly string[];

  @ApiProperty({
    description:
      'The vehicles inside the bounds that were ever heard of. Times in ms since the epoch; `null` is missing. `time` is that of the newest data, `positionTime` that of the position, `power` what the vehicle said of itself unless newer data contradict it.',
    type: 'array',
    items: {
      type: 'array',
      items: { oneOf: [{ type: 'string' }, { type: 'number' }], nullable: true },
    },
  })
  rows!: readonly FleetRow[];

  @ApiProperty({ type: FleetCountsDto })
  counts!: FleetCountsDto;

  @ApiProperty({ description: 'More vehicles are inside the bounds than one answer may hold.' })
  truncated!: boolean;
}
