import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { COMMAND_KINDS, type CommandKind } from './enums.js';

/** One record that was not stored, and why. */
export class RefusedRecordDto {
  /** Its place in `records`, from 0. */
  @IsInt()
  @Min(0)
  index!: number;

  /** Its `seq`, where it had a usable one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  seq?: number;

  /** Why, for programs: `RECORD.OUT_OF_RANGE`, `RECORD.MALFORMED`, `RECORD.BAD_TIME`. */
  @IsString()
  @MaxLength(64)
  code!: string;

  /** Why, for people: names the field and the rule. */
  @IsString()
  @MaxLength(500)
  detail!: string;
}

/** One picture that was not kept, and why. */
export class RefusedPictureDto {
  /** Its place in `pictures`, from 0. */
  @IsInt()
  @Min(0)
  index!: number;

  /** Why, for programs: `PICTURE.NOT_SUPPORTED`. */
  @IsString()
  @MaxLength(64)
  code!: string;

  /** Why, for people. */
  @IsString()
  @MaxLength(500)
  detail!: string;
}

/** New values of the device's settings. */
export class SettingsChangeDto {
  /** Milliseconds between two readings. */
  @IsOptional()
  @IsInt()
  @Min(200)
  @Max(60_000)
  samplingIntervalMs?: number;

  /** Records in one upload while the agent is up to date. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  batchSize?: number;
}

/** Something that the backend asks of the vehicle. Each kind adds fields of its own. */
export class CommandDto {
  /** Given back in `results`. */
  @IsString()
  @MaxLength(64)
  id!: string;

  /** What is asked. */
  @IsIn(COMMAND_KINDS)
  kind!: CommandKind;

  /** `settings`: how the agent shall work from now on; what is missing stays as it is. */
  @IsOptional()
  @ValidateNested()
  @Type(() => SettingsChangeDto)
  settings?: SettingsChangeDto;
}

/** Answer to an upload, status 200: every record that is not under `refused` is durable. */
export class UploadReceiptDto {
  /** Records that are new in the store. */
  @IsInt()
  @Min(0)
  stored!: number;

  /** Records that were there already. */
  @IsInt()
  @Min(0)
  duplicates!: number;

  /** Records that will never be stored: the vehicle sets them aside. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RefusedRecordDto)
  refused!: RefusedRecordDto[];

  /** Pictures that were not kept: named, while the records of the same upload are stored. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RefusedPictureDto)
  refusedPictures?: RefusedPictureDto[];

  /** What the vehicle is asked to do. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CommandDto)
  commands!: CommandDto[];
}
