import type { SettingsChangeDto } from '@naif/wire';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  registerDecorator,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import {
  COMMAND_STATES,
  type CommandState,
  OFFERED_COMMANDS,
  type OfferedCommand,
} from './device-command.js';

/** New values of a device's settings. What is left out stays as it is. */
export class SettingsWishDto implements SettingsChangeDto {
  /** Milliseconds between two readings. */
  @ApiProperty({ type: 'integer', required: false, example: 1000, minimum: 200, maximum: 60_000 })
  @IsOptional()
  @IsInt()
  @Min(200)
  @Max(60_000)
  samplingIntervalMs?: number;

  /** Readings in one upload while the device is up to date. */
  @ApiProperty({ type: 'integer', required: false, example: 5, minimum: 1, maximum: 1000 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  batchSize?: number;
}

/** What is asked of a device. */
export class CreateDeviceCommandDto {
  /** What it shall do. */
  @ApiProperty({ enum: OFFERED_COMMANDS, example: 'settings' })
  @IsIn(OFFERED_COMMANDS)
  kind!: OfferedCommand;

  /** With `settings`, and only then: at least one new value. */
  @ApiProperty({ type: SettingsWishDto, required: false })
  @ValidateIf(
    ({ kind, settings }: CreateDeviceCommandDto) => kind === 'settings' || settings !== undefined,
  )
  @IsDefined()
  @IsObject()
  @BelongsToSettings()
  @ValidateNested()
  @Type(() => SettingsWishDto)
  settings?: SettingsWishDto;
}

/** Settings are there for the command of that name alone, and change something. */
function BelongsToSettings(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'belongsToSettings',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: {
        validate: (value: SettingsWishDto | undefined, { object }: ValidationArguments) =>
          (object as CreateDeviceCommandDto).kind === 'settings' &&
          (value?.samplingIntervalMs ?? value?.batchSize) !== undefined,
        defaultMessage: () => 'settings must name a new value, and go with the kind settings only',
      },
    });
}

/** Something that was asked of a device, and what became of it. */
export class DeviceCommandDto {
  /** Id of the command. */
  @ApiProperty({ format: 'uuid', example: '1b4e28ba-2fa1-41d2-883f-0016d3cca427' })
  id!: string;

  /** What it shall do. */
  @ApiProperty({ enum: OFFERED_COMMANDS, example: 'settings' })
  kind!: OfferedCommand;

  /** With `settings`: the new values. */
  @ApiProperty({ type: SettingsWishDto, required: false })
  settings?: SettingsWishDto;

  /**
   * Where it stands: `waiting` for the device's next upload; `delivered` with a receipt, again and again until it is
   * answered; `done`, `refused`, `unsupported` (by this version of the agent) or `failed`, as the device says;
   * `expired` unanswered, or because a newer command or device took its place.
   */
  @ApiProperty({ enum: COMMAND_STATES, example: 'done' })
  state!: CommandState;

  /** A sentence of the device about how it ended. */
  @ApiProperty({ required: false, example: 'restarted in 4 s' })
  detail?: string;

  /** Name of who asked. */
  @ApiProperty({ example: 'Hugo Petit' })
  createdBy!: string;

  /** When it was asked. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  createdAt!: string;

  /** When it was first given to the device. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T10:00:03.000Z' })
  deliveredAt?: string;

  /** When the device's word on it arrived. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T10:00:09.000Z' })
  finishedAt?: string;

  /** Until when it waits for the device. */
  @ApiProperty({ format: 'date-time', example: '2026-12-25T10:00:00.000Z' })
  expiresAt!: string;
}

/** A page of what was asked of a vehicle's devices. */
export class DeviceCommandPageDto {
  /** The commands of this page, newest first. */
  @ApiProperty({ type: [DeviceCommandDto] })
  items!: DeviceCommandDto[];

  /** Commands on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
