import {
  CLOCK_SOURCES,
  type ClockSource,
  GPS_STATES,
  type GpsState,
  OBD_STATES,
  type ObdState,
  POWER_STATES,
  type PowerState,
  PREVIOUS_ENDS,
  type PreviousEnd,
  type Site,
  SITES,
} from '@naif/wire';
import { ApiProperty } from '@nestjs/swagger';

/** How sure the device was of its time. */
export class DeviceClockDto {
  /** Where it took its time from; `none`: it was never set. */
  @ApiProperty({ enum: CLOCK_SOURCES, example: 'gps' })
  source!: ClockSource;

  /** Largest error, ms. */
  @ApiProperty({ required: false, example: 20 })
  uncertaintyMs?: number;
}

/** What the agent last said of itself. What it did not say is missing, which is not zero. */
export class DeviceStatusDto {
  /** When this was true. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  time!: string;

  /** What the vehicle says of its engine and power. */
  @ApiProperty({ required: false, enum: POWER_STATES, example: 'driving' })
  power?: PowerState;

  /** Version of the microcontroller's firmware. */
  @ApiProperty({ required: false, example: '1.0.0' })
  firmwareVersion?: string;

  /** The satellite receiver: `missing` no such line, `silent` a line from which nothing usable comes. */
  @ApiProperty({ required: false, enum: GPS_STATES, example: 'ok' })
  gps?: GpsState;

  /** The OBD-2 adapter: `engine-off` the car answers without its engine, `no-car` only the adapter answers. */
  @ApiProperty({ required: false, enum: OBD_STATES, example: 'ok' })
  obd?: ObdState;

  /** Battery voltage that the adapter measured last, V. */
  @ApiProperty({ required: false, example: 14.1 })
  batteryVolts?: number;

  /** Whether the car's VIN is the one that was enrolled. */
  @ApiProperty({ required: false, example: true })
  vinMatches?: boolean;

  /** How its clock was with the upload that brought this status. */
  @ApiProperty({ type: DeviceClockDto, required: false })
  clock?: DeviceClockDto;

  /** Rows that wait in its outbox. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  outboxDepth?: number;

  /** Time of the oldest row that waits. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T09:59:58.000Z' })
  outboxOldestAt?: string;

  /** How often a serial line or the network had to be opened again. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  reconnects?: number;

  /** Temperature of its processor, °C. */
  @ApiProperty({ required: false, example: 51.5 })
  cpuCelsius?: number;

  /** Resident memory of the agent, bytes. */
  @ApiProperty({ type: 'integer', required: false, example: 83_886_080 })
  memoryBytes?: number;

  /** Free bytes on the outbox's disk. */
  @ApiProperty({ type: 'integer', required: false, example: 12_000_000_000 })
  diskFreeBytes?: number;

  /** Whether the disk refuses what the agent writes: readings are then held in memory. */
  @ApiProperty({ required: false, example: false })
  diskRefuses?: boolean;

  /** Readings that were given up because the outbox was full or they were too old, ever. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  readingsDropped?: number;

  /** Readings that the server refused, ever. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  readingsRefused?: number;

  /** Readings whose time could never be told, ever. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  readingsUndatable?: number;

  /** Outbox files that were damaged and set aside, ever. */
  @ApiProperty({ type: 'integer', required: false, example: 0 })
  outboxesDamaged?: number;

  /** Seconds since the agent began. */
  @ApiProperty({ type: 'integer', required: false, example: 3600 })
  uptimeSeconds?: number;

  /**
   * How its previous run ended: `stopped` in good order, `crashed` on a system that went on running, `power-lost` with
   * the system, `unplugged` with the system while the car's battery was well.
   */
  @ApiProperty({ required: false, enum: PREVIOUS_ENDS, example: 'stopped' })
  previousEnd?: PreviousEnd;

  /** The server that took the upload before. */
  @ApiProperty({ required: false, enum: SITES, example: 'main' })
  site?: Site;
}

/** How a device works. */
export class DeviceWorkDto {
  /** Milliseconds between two readings. */
  @ApiProperty({ type: 'integer', example: 1000 })
  samplingIntervalMs!: number;

  /** Readings in one upload while it is up to date. */
  @ApiProperty({ type: 'integer', example: 5 })
  batchSize!: number;
}

/** A vehicle's device and how it is. */
export class DeviceHealthDto {
  /** Id of the device. */
  @ApiProperty({ format: 'uuid', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id!: string;

  /** When it was enrolled. */
  @ApiProperty({ format: 'date-time', example: '2026-11-01T08:30:00.000Z' })
  enrolledAt!: string;

  /** Version of the agent, where it told. */
  @ApiProperty({ required: false, example: '0.1.0' })
  agentVersion?: string;

  /** How it works, as far as it has confirmed. */
  @ApiProperty({ type: DeviceWorkDto })
  settings!: DeviceWorkDto;

  /** What its agent last said of itself; `null` when it never did. */
  @ApiProperty({ type: DeviceStatusDto, nullable: true })
  status!: DeviceStatusDto | null;
}
