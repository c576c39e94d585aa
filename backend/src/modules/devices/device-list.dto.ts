import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';

/** By what devices can be sorted: what stands with each itself, in an index. */
export const DEVICE_SORT_FIELDS = ['heardAt', 'enrolledAt', 'agentVersion'] as const;
const DEVICE_SORTS = sortsBy(DEVICE_SORT_FIELDS);
export type DeviceSort = (typeof DEVICE_SORTS)[number];

/** How a device stands: it speaks, it has not spoken for long, it may not speak any more. */
export const DEVICE_STANDINGS = ['attached', 'silent', 'revoked'] as const;
export type DeviceStanding = (typeof DEVICE_STANDINGS)[number];

/** The vehicle that a device is in, or was. */
export class DeviceVehicleDto {
  /** Id of the vehicle. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  id!: string;

  /** Its registration plate. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;

  /** Who made it. */
  @ApiProperty({ example: 'Renault' })
  make!: string;

  /** What it is called. */
  @ApiProperty({ example: 'Clio' })
  model!: string;
}

/** A device in a list. */
export class DeviceListEntryDto {
  /** Id of the device. */
  @ApiProperty({ format: 'uuid', example: '9b2f7c1d-0c6e-4f0a-8f6e-6f1f8a3c2b10' })
  id!: string;

  /** The vehicle that it is in, or was. */
  @ApiProperty({ type: DeviceVehicleDto })
  vehicle!: DeviceVehicleDto;

  /** Whether it speaks, has been silent for a week, or was revoked. */
  @ApiProperty({ enum: DEVICE_STANDINGS, example: 'attached' })
  situation!: DeviceStanding;

  /** Version of its program, where it said so. */
  @ApiProperty({ required: false, example: '1.0.0' })
  agentVersion?: string;

  /** When it was heard of last; missing: not yet. Of a revoked one give or take an hour. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  lastSeenAt?: string;

  /** When it was enrolled. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  enrolledAt!: string;

  /** When it was revoked; only then. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  revokedAt?: string;
}

/** Which devices are wanted. `search` looks at plate, make and model of their vehicles. */
export class DeviceQueryDto extends PageQueryDto {
  /** Field to sort by; a hyphen in front: descending. `heardAt` sorts give or take an hour. */
  @ApiProperty({ required: false, enum: DEVICE_SORTS, default: '-heardAt' })
  @IsOptional()
  @IsIn(DEVICE_SORTS)
  sort: DeviceSort = '-heardAt';

  /** Only devices that stand so. */
  @ApiProperty({ required: false, enum: DEVICE_STANDINGS })
  @IsOptional()
  @IsIn(DEVICE_STANDINGS)
  situation?: DeviceStanding;
}

/** A page of devices. */
export class DevicePageDto {
  /** The devices of this page. */
  @ApiProperty({ type: [DeviceListEntryDto] })
  items!: DeviceListEntryDto[];

  /** Devices that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
