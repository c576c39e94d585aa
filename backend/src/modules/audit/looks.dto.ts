import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '../auth/auth.public.js';

/** Who looked. */
export class LookerDto {
  /** As what. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  role!: string;

  /** The name at that time; missing when it was erased. */
  @ApiProperty({ required: false, example: 'Hugo Petit' })
  name?: string;
}

/** The vehicle that was looked at. */
export class LookedAtVehicleDto {
  /** Id of the vehicle. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** Its number plate today; missing when the vehicle is gone. */
  @ApiProperty({ required: false, example: 'AB-123-CD' })
  plate?: string;

  /** Its make. */
  @ApiProperty({ required: false, example: 'Renault' })
  make?: string;

  /** Its model. */
  @ApiProperty({ required: false, example: 'Clio' })
  model?: string;
}

/** Somebody of the insurer looked at a vehicle: one line a person, vehicle and hour. */
export class LookDto {
  /** When the first look of the hour was. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  at!: string;

  /** `track`: where the vehicle was or is, and what it measured. `video`: what its camera saw. */
  @ApiProperty({ enum: ['track', 'video'], example: 'track' })
  what!: string;

  /** Who looked. */
  @ApiProperty({ type: LookerDto })
  by!: LookerDto;

  /** At which vehicle. */
  @ApiProperty({ type: LookedAtVehicleDto })
  vehicle!: LookedAtVehicleDto;
}

/** A page of looks, newest first. */
export class LookPageDto {
  /** The looks of this page. */
  @ApiProperty({ type: [LookDto] })
  items!: LookDto[];

  /** Looks on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Looks on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
