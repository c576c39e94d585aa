import {
  IsInt,
  IsNumber,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import type { Option } from './option.js';

/** Texts that mean "do not wait at all" as a speed. */
const speed = (text: string): number => (text === 'max' ? Infinity : Number(text));

/** An instant; without an offset it is UTC. */
const instant = (text: string): number => {
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T');
  return Date.parse(hasOffset ? text : `${text}Z`);
};

const SERVER: Option = {
  name: 'server',
  key: 'NAIF_SERVER',
  about: 'Address of the server. Plain http:// is taken for this machine itself only.',
  unit: 'https:// URL',
};
const BACKUP: Option = {
  name: 'backup',
  key: 'NAIF_BACKUP_SERVER',
  about:
    'Address of the backup site: uploads go there while the server (the main site) refuses, is silent or fails.',
  unit: 'https:// URL',
};
const STATE: Option = {
  name: 'state',
  key: 'NAIF_STATE_DIR',
  about: "Folder of the device's key, its enrolment and its outbox.",
  unit: 'path',
  default: '/var/lib/naif-agent',
};
const CA: Option = {
  name: 'ca',
  key: 'NAIF_CA_FILE',
  about:
    "Certificate (PEM) of the authority that signed the server's; the well-known authorities otherwise.",
  unit: 'path',
};
const CODE: Option = {
  name: 'code',
  about: 'One-time enrolment code of the vehicle.',
  unit: 'code',
};

/** What every command can be told. `docs/reference` is generated from these tables. */
export class AgentSettings {
  static readonly options: readonly Option[] = [
    { ...SERVER, about: `${SERVER.about} Default: the one it enrolled with.` },
    BACKUP,
    STATE,
    CA,
  ];

  @IsOptional()
  @Matches(/^https?:\/\//, {
    message: '--server must begin with https:// (or http:// on this machine)',
  })
  readonly server?: string;

  @IsOptional()
  @Matches(/^https?:\/\//, {
    message: '--backup must begin with https:// (or http:// on this machine)',
  })
  readonly backup?: string;

  @IsString()
  @MinLength(1, { message: '--state must name a folder' })
  readonly state!: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;
}

/** `naif-agent enrol`. */
export class EnrolSettings {
  static readonly options: readonly Option[] = [SERVER, CODE, STATE, CA];

  @Matches(/^https?:\/\//, {
    message: '--server URL is needed, beginning with https:// (or http:// on this machine)',
  })
  readonly server!: string;

  @IsString({ message: '--code ENROLMENT_CODE is needed' })
  readonly code!: string;

  @IsString()
  readonly state!: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;
}

/** `naif-agent replay`. */
export class ReplaySettings {
  static readonly options: readonly Option[] = [
    {
      name: 'recording',
      about: 'The drive: an enviroCar track (GeoJSON).',
      unit: 'path',
    },
    SERVER,
    BACKUP,
    { ...CODE, about: `${CODE.about} Not needed again with a --state that has enrolled.` },
    {
      name: 'speed',
      about:
        'Recorded seconds a second of life. Faster than life the drive starts at now minus its length, so that it ends at now.',
      unit: 'factor, or max',
      default: '1',
      read: speed,
    },
    {
      name: 'from',
      about:
        'Event time of the first point: history. Points whose time has not come yet wait for it. Without an offset it is UTC.',
      unit: 'ISO 8601',
      read: instant,
    },
    {
      name: 'state',
      about:
        'Folder of the key, the enrolment and the outbox. The same command with the same folder goes on where it was interrupted. Default: a temporary one.',
      unit: 'path',
    },
    CA,
    {
      name: 'give-up-after',
      about: 'Ends in failure when nothing could be delivered for so long while something waits.',
      unit: 's',
      default: '60',
      read: Number,
    },
  ];

  @IsString({ message: '--recording FILE is needed' })
  readonly recording!: string;

  @Matches(/^https?:\/\//, {
    message: '--server URL is needed, beginning with https:// (or http:// on this machine)',
  })
  readonly server!: string;

  @IsOptional()
  @Matches(/^https?:\/\//, {
    message: '--backup must begin with https:// (or http:// on this machine)',
  })
  readonly backup?: string;

  @IsOptional()
  @IsString()
  readonly code?: string;

  @IsNumber({ allowInfinity: true }, { message: '--speed must be a number above 0, or max' })
  @IsPositive({ message: '--speed must be a number above 0, or max' })
  readonly speed!: number;

  @IsOptional()
  @IsNumber({}, { message: '--from must be an ISO 8601 instant, such as 2026-11-20T08:00:00Z' })
  readonly from?: number;

  @IsOptional()
  @IsString()
  readonly state?: string;

  @IsOptional()
  @IsString()
  readonly ca?: string;

  @IsNumber({}, { message: '--give-up-after must be a number of seconds' })
  @Min(1, { message: '--give-up-after must be at least 1 second' })
  readonly giveUpAfter!: number;
}

/** The simulator of the demo's vehicles. */
export class SimulatorSettings {
  static readonly options: readonly Option[] = [
    SERVER,
    BACKUP,
    {
      name: 'vehicles',
      about:
        'The vehicles: a JSON file (or - for standard input) with a list of {name, recording, code?}; code only for a vehicle that has not enrolled yet.',
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

  @IsInt({ message: '--history-days must be a whole number from 0 to 31' })
  @Min(0, { message: '--history-days must be a whole number from 0 to 31' })
  @Max(31, { message: '--history-days must be a whole number from 0 to 31' })
  readonly historyDays!: number;
}
