import { IsNumber, IsOptional, IsPositive, IsString, Matches, Min } from 'class-validator';
import { BACKUP, CA, CODE, SERVER } from './common-options.js';
import type { Option } from './option.js';

/** Texts that mean "do not wait at all" as a speed. */
const speed = (text: string): number => (text === 'max' ? Infinity : Number(text));

/** An instant; without an offset it is UTC. */
const instant = (text: string): number => {
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T');
  return Date.parse(hasOffset ? text : `${text}Z`);
};

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
