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
  POWER_STATES,
  type ClockSource,
  type CommandOutcome,
  type PowerState,
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
