import type { PowerState } from '@naif/wire';
import { POWER_STATES } from '@naif/wire';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';
import { VEHICLE_STATES, type VehicleState } from '../telemetry/telemetry.public.js';
import { DEVICE_SITUATIONS, type DeviceSituation } from './device-situation.js';
import { PLATE_KINDS, type PlateKind } from './plate.js';
import { type Fuel, FUELS } from './vehicle.entity.js';
import { MILEAGE_SOURCES, type MileageSource } from './vehicle-mileage.entity.js';

/** By what vehicles can be sorted. */
export const VEHICLE_SORT_FIELDS = [
  'plate',
  'make',
  'model',
  'inspectionDueOn',
  'createdAt',
] as const;
const VEHICLE_SORTS = sortsBy(VEHICLE_SORT_FIELDS);
export type VehicleSort = (typeof VEHICLE_SORTS)[number];

/** Which technical inspections are looked for: those that are late, or that are due within 60 days. */
export const INSPECTIONS = ['overdue', 'soon'] as const;
export type Inspection = (typeof INSPECTIONS)[number];

/** Whose vehicles are wanted: of their owners of today, or of those before. */
export const OWNERSHIPS = ['current', 'former'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

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

/** The newest mileage that is known. */
export class VehicleMileageDto {
  /** Kilometres. */
  @ApiProperty({ type: 'integer', example: 48_200 })
  km!: number;

  /** The day on which it was read. */
  @ApiProperty({ format: 'date', example: '2026-11-02' })
  readOn!: string;

  /** Who read it. */
  @ApiProperty({ enum: MILEAGE_SOURCES, example: 'declared' })
  source!: MileageSource;
}

/** Something that is unusual, and may be right: nothing is refused for it. */
export class VehicleWarningDto {
  /** Which field (JSON pointer). */
  @ApiProperty({ example: '/vin' })
  pointer!: string;

  /** What about it. */
  @ApiProperty({ example: 'VEHICLE.VIN_CHECK_DIGIT' })
  code!: string;

  /** The same for people. */
  @ApiProperty({ example: 'The ninth character is not the check digit of this VIN.' })
  detail!: string;
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

  /** Country of the plate, ISO 3166-1, where it is known. */
  @ApiProperty({ required: false, example: 'FR' })
  plateCountry?: string;

  /** French of today's register, temporary, of the register before 2009, foreign; `unknown`: not asked for when it was entered. */
  @ApiProperty({ enum: PLATE_KINDS, example: 'siv' })
  plateKind!: PlateKind;

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

  /** What the tank holds, litres. */
  @ApiProperty({ required: false, example: 42 })
  tankLitres?: number;

  /** Colour, as the papers name it. */
  @ApiProperty({ required: false, example: 'Gris' })
  colour?: string;

  /** When it was first registered, anywhere. */
  @ApiProperty({ required: false, format: 'date', example: '2021-03-15' })
  firstRegisteredOn?: string;

  /** By when it must pass its next technical inspection. */
  @ApiProperty({ required: false, format: 'date', example: '2027-03-15' })
  inspectionDueOn?: string;

  /** The newest mileage that is known. */
  @ApiProperty({ type: VehicleMileageDto, required: false })
  mileage?: VehicleMileageDto;

  /** First day on which it was the client's; missing: since it was entered. */
  @ApiProperty({ required: false, format: 'date', example: '2026-11-02' })
  ownedSince?: string;

  /** First day on which it was not the client's any more; only for a former owner. */
  @ApiProperty({ required: false, format: 'date', example: '2026-11-02' })
  ownedUntil?: string;

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

  /** Whether it has no device, one, or one that has been silent for a week. */
  @ApiProperty({ enum: DEVICE_SITUATIONS, example: 'attached' })
  deviceSituation!: DeviceSituation;

  /** Since when its device is silent. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-10T17:42:00.000Z' })
  deviceSilentSince?: string;

  /** What is unusual, where there is anything; only where the VIN is shown. */
  @ApiProperty({ type: [VehicleWarningDto], required: false })
  warnings?: VehicleWarningDto[];

  /** Raised at each change: a change says which version it was made from. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

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

  /** Only vehicles without a device, with one, or with one that has been silent for a week. */
  @ApiProperty({ required: false, enum: DEVICE_SITUATIONS })
  @IsOptional()
  @IsIn(DEVICE_SITUATIONS)
  device?: DeviceSituation;

  /** Only vehicles that run on this. */
  @ApiProperty({ required: false, enum: FUELS })
  @IsOptional()
  @IsIn(FUELS)
  fuel?: Fuel;

  /** Only vehicles whose technical inspection is late, or due within 60 days. */
  @ApiProperty({ required: false, enum: INSPECTIONS })
  @IsOptional()
  @IsIn(INSPECTIONS)
  inspection?: Inspection;

  /** `former`: vehicles that the client (for staff: any client) owned once and does not any more. */
  @ApiProperty({ required: false, enum: OWNERSHIPS, default: 'current' })
  @IsOptional()
  @IsIn(OWNERSHIPS)
  ownership: Ownership = 'current';
}

/** A page of vehicles. */
export class VehiclePageDto {
  /** The vehicles of this page. */
  @ApiProperty({ type: [VehicleDto] })
  items!: VehicleDto[];

  /** Vehicles that match, on all pages. */
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
