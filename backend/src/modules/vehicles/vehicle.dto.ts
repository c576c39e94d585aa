import type { PowerState } from '@naif/wire';
import { POWER_STATES } from '@naif/wire';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';
import { VEHICLE_STATES, type VehicleState } from '../telemetry/telemetry.public.js';
import { normalisedPlate, PLATE_PATTERN } from './plate.js';
import { type Fuel, FUELS } from './vehicle.entity.js';
import { normalisedVin, VIN_PATTERN } from './vin.js';

/** By what vehicles can be sorted. */
export const VEHICLE_SORT_FIELDS = ['plate', 'make', 'model', 'createdAt'] as const;
const VEHICLE_SORTS = sortsBy(VEHICLE_SORT_FIELDS);
export type VehicleSort = (typeof VEHICLE_SORTS)[number];

/** Applies `change` to texts; anything else is left for the rules to refuse. */
const text =
  (change: (value: string) => string) =>
  ({ value }: TransformFnParams): unknown =>
    typeof value === 'string' ? change(value) : value;
const trimmed = text((value) => value.trim());

/** A new vehicle. */
export class CreateVehicleDto {
  /** The client whose car it is. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  @IsUUID()
  clientId!: string;

  /** Vehicle identification number: 17 letters and digits without I, O and Q. Case, blanks and hyphens do not count. */
  @ApiProperty({ example: 'VF1BB1R0H12345678', minLength: 17 })
  @Transform(text(normalisedVin))
  @IsString()
  @Matches(VIN_PATTERN, { message: 'vin must be 17 letters and digits without I, O and Q' })
  vin!: string;

  /** Number plate. Kept in upper case with single hyphens between its groups. */
  @ApiProperty({ example: 'AB-123-CD', maxLength: 16 })
  @Transform(text(normalisedPlate))
  @IsString()
  @Matches(PLATE_PATTERN, {
    message: 'plate must be 1 to 16 letters and digits, with hyphens between groups',
  })
  plate!: string;

  /** Make. */
  @ApiProperty({ example: 'Renault', minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 60)
  make!: string;

  /** Model. */
  @ApiProperty({ example: 'Clio', minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 60)
  model!: string;

  /** Model year. */
  @ApiProperty({ type: 'integer', required: false, example: 2021, minimum: 1886, maximum: 2100 })
  @IsOptional()
  @IsInt()
  @Min(1886)
  @Max(2100)
  year?: number;

  /** What the engine runs on. */
  @ApiProperty({ required: false, enum: FUELS, example: 'petrol' })
  @IsOptional()
  @IsIn(FUELS)
  fuel?: Fuel;

  /** Displacement of the engine, cm³. */
  @ApiProperty({ type: 'integer', required: false, example: 1332, minimum: 1, maximum: 20_000 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20_000)
  displacementCc?: number;
}

/** The client whose car it is. */
export class VehicleClientDto {
  /** Id of the client. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  /** What people call it: given and family name, or the company's name. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  name!: string;

  /** Given name of a person. */
  @ApiProperty({ required: false, example: 'Amélie' })
  firstName?: string;

  /** Family name of a person. */
  @ApiProperty({ required: false, example: 'Lefèvre' })
  lastName?: string;
}

/** The newest that is known of a vehicle. What is not known is missing. */
export class VehicleLastDto {
  /** When the vehicle was last heard of, by its own clock. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  time!: string;

  /** When it was at this position: older than `time` while the receiver has no fix. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T09:59:58.000Z' })
  positionTime?: string;

  /** Latitude, degrees, WGS 84. */
  @ApiProperty({ required: false, example: 45.7578 })
  latitude?: number;

  /** Longitude, degrees, WGS 84. */
  @ApiProperty({ required: false, example: 4.832 })
  longitude?: number;

  /** Course over ground, degrees from true north. */
  @ApiProperty({ required: false, example: 87.5 })
  courseDegrees?: number;

  /** Speed, km/h: the car's own where it gives one, else the receiver's. */
  @ApiProperty({ required: false, example: 48 })
  speedKmh?: number;

  /** Engine speed, revolutions per minute. */
  @ApiProperty({ required: false, example: 1850 })
  rpm?: number;

  /** What the vehicle last said of its power, unless newer readings contradict it. */
  @ApiProperty({ required: false, enum: POWER_STATES, example: 'driving' })
  power?: PowerState;
}

/** The program on the vehicle. */
export class VehicleDeviceDto {
  /** Id of the device. */
  @ApiProperty({ format: 'uuid', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id!: string;

  /** When it was enrolled. */
  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:30:00.000Z' })
  enrolledAt!: string;

  /** Version of the agent, where it told. */
  @ApiProperty({ required: false, example: '0.1.0' })
  agentVersion?: string;

  /** When the agent last told how it is. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  lastStatusAt?: string;
}

/** A vehicle. */
export class VehicleDto {
  /** Id of the vehicle. */
  @ApiProperty({ format: 'uuid', example: '6fa459ea-ee8a-4ca4-894e-db77e160355e' })
  id!: string;

  /** Pseudonym under which its device speaks: 64 hexadecimal characters. */
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  carId!: string;

  /** Id of the client whose car it is. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  clientId!: string;

  /** The client whose car it is. */
  @ApiProperty({ type: VehicleClientDto })
  client!: VehicleClientDto;

  /** Vehicle identification number: only for staff, and only where one vehicle is read. */
  @ApiProperty({ required: false, example: 'VF1BB1R0H12345678' })
  vin?: string;

  /** Number plate. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;

  /** Make. */
  @ApiProperty({ example: 'Renault' })
  make!: string;

  /** Model. */
  @ApiProperty({ example: 'Clio' })
  model!: string;

  /** Model year. */
  @ApiProperty({ type: 'integer', required: false, example: 2021 })
  year?: number;

  /** What the engine runs on. */
  @ApiProperty({ required: false, enum: FUELS, example: 'petrol' })
  fuel?: Fuel;

  /** Displacement of the engine, cm³. */
  @ApiProperty({ type: 'integer', required: false, example: 1332 })
  displacementCc?: number;

  /**
   * What the vehicle is doing: moving (above 3 km/h), stopped, parked (it said so), stale (no data for 2 minutes),
   * offline (for 15 minutes), never (never seen).
   */
  @ApiProperty({ enum: VEHICLE_STATES, example: 'moving' })
  state!: VehicleState;

  /** The newest that is known of it; `null` when it was never seen. */
  @ApiProperty({ type: VehicleLastDto, nullable: true })
  last!: VehicleLastDto | null;

  /** Its active device; `null` when it has none. */
  @ApiProperty({ type: VehicleDeviceDto, nullable: true })
  device!: VehicleDeviceDto | null;

  /** When the vehicle was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:00:00.000Z' })
  createdAt!: string;
}

/** Which vehicles are wanted. */
export class VehicleQueryDto extends PageQueryDto {
  /** Field to sort by; a hyphen in front: descending. */
  @ApiProperty({ required: false, enum: VEHICLE_SORTS, default: 'plate' })
  @IsOptional()
  @IsIn(VEHICLE_SORTS)
  sort: VehicleSort = 'plate';

  /** Only vehicles of this client. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  clientId?: string;

  /** Only vehicles in this state at the moment. */
  @ApiProperty({ required: false, enum: VEHICLE_STATES })
  @IsOptional()
  @IsIn(VEHICLE_STATES)
  state?: VehicleState;
}

/** A page of vehicles. */
export class VehiclePageDto {
  /** The vehicles of this page. */
  @ApiProperty({ type: [VehicleDto] })
  items!: VehicleDto[];

  /** Vehicles that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
