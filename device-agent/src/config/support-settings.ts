import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { BAUD_RATES, CONFIG, keysOf, RUNTIME, STATE } from './common-options.js';
import type { Option } from './option.js';
import { AgentSettings } from './settings.js';

const JSON_OUTPUT: Option = {
  name: 'json',
  about: 'Prints JSON for programs instead of lines for people.',
  unit: '',
  form: 'switch',
  read: Boolean,
};

const ELM: Option = {
  name: 'elm',
  about: 'The line is that of an OBD-2 adapter (ELM327).',
  unit: '',
  form: 'switch',
  read: Boolean,
};
const NMEA: Option = {
  name: 'nmea',
  about: 'The line is that of a satellite receiver.',
  unit: '',
  form: 'switch',
  read: Boolean,
};

/** `naif-agent status`. */
export class StatusSettings {
  static readonly options: readonly Option[] = [JSON_OUTPUT, RUNTIME, STATE, CONFIG];
  static readonly fileKeys = AgentSettings.fileKeys;

  @IsOptional()
  @IsBoolean()
  readonly json?: boolean;

  @IsString()
  readonly runtime!: string;

  @IsString()
  readonly state!: string;
}

/** `naif-agent doctor`: everything that the agent itself can be told, and how to print. */
export class DoctorSettings extends AgentSettings {
  static override readonly options: readonly Option[] = [JSON_OUTPUT, ...AgentSettings.options];

  @IsOptional()
  @IsBoolean()
  readonly json?: boolean;
}

/** `naif-agent capture`. */
export class CaptureSettings {
  static readonly options: readonly Option[] = [
    { name: 'port', about: 'Device file of the line.', unit: 'path' },
    { name: 'baud', about: 'Its rate.', unit: 'bits/s', read: Number },
    { name: 'out', about: 'File that is written. It must not exist yet.', unit: 'path' },
    {
      name: 'seconds',
      about: 'How long is recorded. Ctrl-C ends it sooner.',
      unit: 's',
      default: '60',
      read: Number,
    },
    {
      ...ELM,
      about: `${ELM.about} It answers only when it is asked: the agent's own driver asks it what it asks while driving.`,
    },
    { ...NMEA, about: `${NMEA.about} It is only listened to.` },
    RUNTIME,
    STATE,
    CONFIG,
  ];
  static readonly fileKeys = keysOf(AgentSettings.options);

  @Matches(/^\//, { message: '--port DEVICE is needed, such as /dev/ttyUSB0' })
  readonly port!: string;

  @IsIn(BAUD_RATES, { message: `--baud RATE is needed, one of ${BAUD_RATES.join(', ')}` })
  readonly baud!: number;

  @IsString({ message: '--out FILE is needed' })
  readonly out!: string;

  @IsInt({ message: '--seconds must be a whole number from 1 to 86400' })
  @Min(1, { message: '--seconds must be a whole number from 1 to 86400' })
  @Max(86_400, { message: '--seconds must be a whole number from 1 to 86400' })
  readonly seconds!: number;

  @IsOptional()
  @IsBoolean()
  readonly elm?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly nmea?: boolean;

  @IsString()
  readonly runtime!: string;

  @IsString()
  readonly state!: string;
}

/** `naif-agent decode`. */
export class DecodeSettings {
  static readonly options: readonly Option[] = [
    {
      name: 'file',
      about:
        'What was captured: a file of naif-agent capture, or what a receiver said, as it came.',
      unit: 'path',
      form: 'word',
    },
    { ...ELM, about: 'It was captured from an OBD-2 adapter (ELM327).' },
    { ...NMEA, about: 'It was captured from a satellite receiver.' },
  ];

  @IsString({ message: 'FILE is needed' })
  readonly file!: string;

  @IsOptional()
  @IsBoolean()
  readonly elm?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly nmea?: boolean;
}

/** `naif-agent update`. */
export class UpdateSettings {
  static readonly options: readonly Option[] = [
    {
      name: 'file',
      about:
        'The package, naif-agent-VERSION-PLATFORM.tar.gz; its signature lies beside it as FILE.sig.',
      unit: 'path',
      form: 'word',
    },
    {
      name: 'allow-downgrade',
      about: 'Takes a version that is older than the one that runs.',
      unit: '',
      form: 'switch',
      read: Boolean,
    },
    {
      name: 'base',
      about: 'Folder of the releases.',
      unit: 'path',
      default: '/opt/naif-agent',
    },
    {
      name: 'key',
      about: 'Public key (PEM, Ed25519) of those who may make releases.',
      unit: 'path',
      default: '/etc/naif-agent/release.pub',
    },
    {
      name: 'healthy-within',
      about:
        'The new version has to be well after at most so long; otherwise the previous one comes back.',
      unit: 's',
      default: '90',
      read: Number,
    },
    {
      name: 'service-command',
      about:
        'Program that restarts the service when it is called with the word restart. Default: systemctl restart naif-agent.service.',
      unit: 'path',
    },
    RUNTIME,
    STATE,
    CONFIG,
  ];
  static readonly fileKeys = AgentSettings.fileKeys;

  @IsString({ message: 'FILE is needed: the package' })
  readonly file!: string;

  @IsOptional()
  @IsBoolean()
  readonly allowDowngrade?: boolean;

  @IsString()
  readonly base!: string;

  @IsString()
  readonly key!: string;

  @IsInt({ message: '--healthy-within must be a whole number from 5 to 3600' })
  @Min(5, { message: '--healthy-within must be a whole number from 5 to 3600' })
  @Max(3600, { message: '--healthy-within must be a whole number from 5 to 3600' })
  readonly healthyWithin!: number;

  @IsOptional()
  @IsString()
  readonly serviceCommand?: string;

  @IsString()
  readonly runtime!: string;

  @IsString()
  readonly state!: string;
}
