import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import {
  BACKUP,
  BAUD_RATES,
  CA,
  CODE,
  CONFIG,
  GPS,
  GPS_BAUD,
  keysOf,
  OBD,
  OBD_BAUD,
  OUTBOX_DAYS,
  OUTBOX_MEGABYTES,
  RUNTIME,
  SERVER,
  STATE,
  TRUST_SYSTEM_CLOCK,
} from './common-options.js';
import type { Option } from './option.js';

const HTTPS = /^https?:\/\//;
const DEVICE_PATH = /^\//;
const BAUDS = BAUD_RATES.join(', ');

/** What the agent can be told: the keys of these options are the keys of the configuration file. */
export class AgentSettings {
  static readonly options: readonly Option[] = [
    CONFIG,
    { ...SERVER, about: `${SERVER.about} Default: the one it enrolled with.` },
    BACKUP,
    CA,
    STATE,
    RUNTIME,
    GPS,
    GPS_BAUD,
    OBD,
    OBD_BAUD,
    TRUST_SYSTEM_CLOCK,
    OUTBOX_MEGABYTES,
    OUTBOX_DAYS,
  ];
  static readonly fileKeys = keysOf(AgentSettings.options);

  @IsOptional()
  @Matches(HTTPS, {
    message: '--server must begin with https:// (or http:// on this machine)',
  })
  readonly server?: string;

  @IsOptional()
  @Matches(HTTPS, {
    message: '--backup must begin with https:// (or http:// on this machine)',
  })
  readonly backup?: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;

  @IsString()
  @MinLength(1, { message: '--state must name a folder' })
  readonly state!: string;

  @IsString()
  @Matches(DEVICE_PATH, { message: '--runtime must be a folder, beginning with /' })
  readonly runtime!: string;

  @IsArray()
  @Matches(DEVICE_PATH, {
    each: true,
    message: '--gps must be device files beginning with /, separated by commas, or none',
  })
  readonly gps!: readonly string[];

  @IsArray()
  @IsIn(BAUD_RATES, { each: true, message: `--gps-baud must be of ${BAUDS}, separated by commas` })
  readonly gpsBaud!: readonly number[];

  @IsArray()
  @Matches(DEVICE_PATH, {
    each: true,
    message: '--obd must be device files beginning with /, separated by commas, or none',
  })
  readonly obd!: readonly string[];

  @IsArray()
  @IsIn(BAUD_RATES, { each: true, message: `--obd-baud must be of ${BAUDS}, separated by commas` })
  readonly obdBaud!: readonly number[];

  @IsBoolean({ message: '--trust-system-clock must be yes or no' })
  readonly trustSystemClock!: boolean;

  @IsInt({ message: '--outbox-megabytes must be a whole number from 10 to 100000' })
  @Min(10, { message: '--outbox-megabytes must be a whole number from 10 to 100000' })
  @Max(100_000, { message: '--outbox-megabytes must be a whole number from 10 to 100000' })
  readonly outboxMegabytes!: number;

  @IsInt({ message: '--outbox-days must be a whole number from 1 to 3650' })
  @Min(1, { message: '--outbox-days must be a whole number from 1 to 3650' })
  @Max(3650, { message: '--outbox-days must be a whole number from 1 to 3650' })
  readonly outboxDays!: number;
}

/** `naif-agent enrol`. */
export class EnrolSettings {
  static readonly options: readonly Option[] = [
    SERVER,
    { ...CODE, about: `${CODE.about} Without it and --code-file it is asked for at the terminal.` },
    {
      name: 'code-file',
      about: 'File whose first line is the code; - is standard input.',
      unit: 'path',
    },
    {
      name: 'again',
      about:
        'For a device that has enrolled: a new key and a new enrolment, for the same vehicle, or for another one (then nothing that waits is sent any more). The agent has to be stopped meanwhile.',
      unit: '',
      form: 'switch',
      read: Boolean,
    },
    STATE,
    CA,
    CONFIG,
  ];
  static readonly fileKeys = AgentSettings.fileKeys;

  @Matches(HTTPS, {
    message: '--server URL is needed, beginning with https:// (or http:// on this machine)',
  })
  readonly server!: string;

  @IsOptional()
  @IsString()
  readonly code?: string;

  @IsOptional()
  @IsString()
  readonly codeFile?: string;

  @IsOptional()
  @IsBoolean()
  readonly again?: boolean;

  @IsString()
  readonly state!: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;
}

/** The simulator of the demo's vehicles. */
export class SimulatorSettings {
  static readonly options: readonly Option[] = [
    SERVER,
    BACKUP,
    {
      name: 'vehicles',
      about:
        'The vehicles: a JSON file (or - for standard input) with a list of {name, recording, vin?, code?}; code only for a vehicle that has not enrolled yet.',
      unit: 'path',
    },
    {
      ...STATE,
      about: 'Folder with one folder a vehicle: key, enrolment, outbox.',
      default: './data/demo/vehicles',
    },
    CA,
    {
      name: 'speed',
      key: 'DEMO_SPEED',
      about:
        'Recorded seconds a second of life. Faster than life the drives start one round in the past, and then go on at life’s pace.',
      unit: 'factor',
      default: '1',
      read: Number,
    },
    {
      name: 'past-hours',
      about: 'Faster than life the drives start so long ago instead of one round ago.',
      unit: 'hours',
      read: Number,
    },
    {
      name: 'history-days',
      about: 'So many days of past drives are made up from the recordings, once.',
      unit: 'days',
      default: '3',
      read: Number,
    },
  ];

  @Matches(/^https?:\/\//, { message: '--server URL is needed' })
  readonly server!: string;

  @IsOptional()
  @Matches(/^https?:\/\//, {
    message: '--backup must begin with https:// (or http:// on this machine)',
  })
  readonly backup?: string;

  @IsString({ message: '--vehicles FILE is needed' })
  readonly vehicles!: string;

  @IsString()
  readonly state!: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;

  @IsNumber({}, { message: 'the speed (DEMO_SPEED) must be a number from 1 to 1000' })
  @Min(1, { message: 'the speed (DEMO_SPEED) must be a number from 1 to 1000' })
  @Max(1000, { message: 'the speed (DEMO_SPEED) must be a number from 1 to 1000' })
  readonly speed!: number;

  @IsOptional()
  @IsNumber({}, { message: '--past-hours must be a number from 0 to 744' })
  @Min(0, { message: '--past-hours must be a number from 0 to 744' })
  @Max(744, { message: '--past-hours must be a number from 0 to 744' })
  readonly pastHours?: number;

  @IsInt({ message: '--history-days must be a whole number from 0 to 31' })
  @Min(0, { message: '--history-days must be a whole number from 0 to 31' })
  @Max(31, { message: '--history-days must be a whole number from 0 to 31' })
  readonly historyDays!: number;
}
