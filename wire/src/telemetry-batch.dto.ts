import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CLOCK_SOURCES,
  COMMAND_OUTCOMES,
  GPS_STATES,
  OBD_STATES,
  POWER_STATES,
  PREVIOUS_ENDS,
  SITES,
  type ClockSource,
  type CommandOutcome,
  type GpsState,
  type ObdState,
  type PowerState,
  type PreviousEnd,
  type Site,
} from './enums.js';
import { UPLOAD_LIMITS } from './limits.js';
import { ArduinoSensorDto, GpsSensorDto, Obd2SensorDto, SensorDto } from './sensors.dto.js';

/** What the vehicle's sensors said at one instant. */
export class RecordDataDto {
  /** One entry a sensor. */
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.sensors)
  @ValidateNested({ each: true })
  @Type(() => SensorDto, {
    keepDiscriminatorProperty: true,
    discriminator: {
      property: 'sensor',
      subTypes: [
        { name: 'arduino', value: ArduinoSensorDto },
        { name: 'gps', value: GpsSensorDto },
        { name: 'obd2', value: Obd2SensorDto },
      ],
    },
  })
  sensors!: SensorDto[];
}

/** One instant's values of one vehicle. */
export class RecordDto {
  /** Event time, ISO 8601. Without an offset it is UTC, and flagged. A second record of the same vehicle and time is a duplicate: the first one stays. */
  @IsISO8601()
  @MaxLength(40)
  time!: string;

  /** Place in the outbox, increasing. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  seq?: number;

  @IsDefined()
  @ValidateNested()
  @Type(() => RecordDataDto)
  data!: RecordDataDto;
}

/** One picture of the cabin. */
export class PictureDto {
  /** The vehicle's pseudonym. */
  @IsString()
  @MaxLength(64)
  car_id!: string;

  /** When it was taken, ISO 8601. */
  @IsISO8601()
  @MaxLength(40)
  time!: string;

  /** The JPEG, base64. */
  @IsString()
  data!: string;
}

/** How sure the vehicle is of its time. */
export class ClockDto {
  /** Where the time came from. */
  @IsIn(CLOCK_SOURCES)
  source!: ClockSource;

  /** Largest error, ms. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  uncertainty_ms?: number;
}

/** The trouble codes of one instant. */
export class TroubleCodesDto {
  /** When they were read, ISO 8601. */
  @IsISO8601()
  @MaxLength(40)
  time!: string;

  /** Whether the malfunction lamp is on. */
  @IsBoolean()
  mil!: boolean;

  /** Stored codes (mode 03), such as `P0301`. */
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.codes)
  @Matches(/^[PCBU][0-3][0-9A-F]{3}$/, { each: true })
  stored!: string[];

  /** Pending codes (mode 07). */
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.codes)
  @Matches(/^[PCBU][0-3][0-9A-F]{3}$/, { each: true })
  pending!: string[];

  /** Permanent codes (mode 0A). */
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.codes)
  @Matches(/^[PCBU][0-3][0-9A-F]{3}$/, { each: true })
  permanent!: string[];
}

/** How the agent itself is doing. */
export class AgentStatusDto {
  /** When this was true, ISO 8601. */
  @IsISO8601()
  @MaxLength(40)
  time!: string;

  /** What the vehicle says of its engine and power. */
  @IsOptional()
  @IsIn(POWER_STATES)
  power?: PowerState;

  /** Version of the agent. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  agent_version?: string;

  /** Version of the microcontroller's firmware. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  firmware_version?: string;

  /** Rows that wait in the outbox. */
  @IsOptional()
  @IsInt()
  @Min(0)
  outbox_depth?: number;

  /** Time of the oldest row that waits, ISO 8601. */
  @IsOptional()
  @IsISO8601()
  @MaxLength(40)
  outbox_oldest?: string;

  /** How often a serial line or the network had to be opened again. */
  @IsOptional()
  @IsInt()
  @Min(0)
  reconnects?: number;

  /** Temperature of the Pi's processor, °C. */
  @IsOptional()
  @IsNumber()
  @Min(-60)
  @Max(150)
  cpu_temp?: number;

  /** Free bytes on the outbox's disk. */
  @IsOptional()
  @IsInt()
  @Min(0)
  disk_free?: number;

  /** Whether the car's VIN is the one that was enrolled. */
  @IsOptional()
  @IsBoolean()
  vin_matches?: boolean;

  /** How the satellite receiver is doing. */
  @IsOptional()
  @IsIn(GPS_STATES)
  gps?: GpsState;

  /** How the OBD-2 adapter is doing. */
  @IsOptional()
  @IsIn(OBD_STATES)
  obd?: ObdState;

  /** Battery voltage that the adapter measured last, V. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(99.9)
  battery_voltage?: number;

  /** Readings that were given up because the outbox was full or they were too old, ever. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readings_dropped?: number;

  /** Readings that the server refused, ever. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readings_refused?: number;

  /** Readings whose time could never be told, ever: no trusted time before the power went. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readings_undatable?: number;

  /** Outbox files that were damaged and set aside, ever. */
  @IsOptional()
  @IsInt()
  @Min(0)
  outboxes_damaged?: number;

  /** Whether the disk refuses what the agent writes: readings are then held in memory. */
  @IsOptional()
  @IsBoolean()
  disk_refuses?: boolean;

  /** Seconds since the agent began. */
  @IsOptional()
  @IsInt()
  @Min(0)
  uptime?: number;

  /** Resident memory of the agent, bytes. */
  @IsOptional()
  @IsInt()
  @Min(0)
  memory?: number;

  /** How the agent's previous run ended; missing on its first one. */
  @IsOptional()
  @IsIn(PREVIOUS_ENDS)
  previous_end?: PreviousEnd;

  /** The server that took the upload before this one. */
  @IsOptional()
  @IsIn(SITES)
  site?: Site;
}

/** How a command ended. */
export class CommandResultDto {
  /** The command's id, as the receipt gave it. */
  @IsString()
  @MaxLength(64)
  id!: string;

  /** How it ended. */
  @IsIn(COMMAND_OUTCOMES)
  outcome!: CommandOutcome;

  /** A sentence for people. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  detail?: string;
}

/** One upload: `POST /api/embedded/{carId}/UploadData`. */
export class TelemetryBatchDto {
  /** The vehicle's clock when it sent this, ISO 8601. */
  @IsISO8601()
  @MaxLength(40)
  localtime!: string;

  /** The readings. */
  @IsArray()
  @ArrayMinSize(0)
  @ArrayMaxSize(UPLOAD_LIMITS.records)
  @ValidateNested({ each: true })
  @Type(() => RecordDto)
  records!: RecordDto[];

  /** Pictures of the cabin. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.pictures)
  @ValidateNested({ each: true })
  @Type(() => PictureDto)
  pictures?: PictureDto[];

  /** Which disk queue this came from: a new SD card is a new outbox. */
  @IsOptional()
  @IsUUID()
  outbox?: string;

  /** How sure the vehicle is of its time. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ClockDto)
  clock?: ClockDto;

  /** Trouble codes that were read since the last upload. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.troubleCodes)
  @ValidateNested({ each: true })
  @Type(() => TroubleCodesDto)
  trouble_codes?: TroubleCodesDto[];

  /** How the agent is doing. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentStatusDto)
  status?: AgentStatusDto;

  /** Results of commands that earlier receipts carried. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(UPLOAD_LIMITS.results)
  @ValidateNested({ each: true })
  @Type(() => CommandResultDto)
  results?: CommandResultDto[];
}
