import { ApiProperty } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Min,
  ValidateIf,
} from 'class-validator';
import { IdParamDto } from '../../http/id-param.dto.js';
import { LICENCE_NUMBER, LICENCE_NUMBER_RULE } from './client-input.dto.js';
import { IsDay } from './day.js';
import { DRIVER_RELATIONS, type DriverRelation } from './driver.entity.js';
import { OneLine, Typed } from '../../http/typed-text.js';

const told = (_: unknown, value: unknown): boolean => value !== undefined;

/** A new driver of a client. */
export class CreateDriverDto {
  /** Given name. */
  @ApiProperty({ example: 'Cosette', minLength: 1, maxLength: 100 })
  @OneLine(1, 100)
  firstName!: string;

  /** Family name. */
  @ApiProperty({ example: 'Fauchelevent', minLength: 1, maxLength: 100 })
  @OneLine(1, 100)
  lastName!: string;

  /** Date of birth, from 1900 to today. */
  @ApiProperty({ format: 'date', example: '2004-02-29' })
  @IsDay()
  birthDate!: string;

  /** Number of the driving licence. */
  @ApiProperty({ required: false, nullable: true, example: '22AB12345', maxLength: 30 })
  @Typed((text) => text.trim().toUpperCase())
  @IsOptional()
  @IsString()
  @Matches(LICENCE_NUMBER, LICENCE_NUMBER_RULE)
  licenceNumber?: string | null;

  /** When the licence was obtained: at 15 at the earliest. Missing: not yet. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '2022-05-10' })
  @IsOptional()
  @IsDay()
  licenceDate?: string | null;

  /** What the driver is to the client. */
  @ApiProperty({ enum: DRIVER_RELATIONS, example: 'child' })
  @IsIn(DRIVER_RELATIONS)
  relation!: DriverRelation;
}

/** What changes of a driver: what is missing stays, `null` empties. */
export class UpdateDriverDto {
  /** The version that was read: a newer one refuses the change. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** Given name. */
  @ApiProperty({ required: false, example: 'Cosette', minLength: 1, maxLength: 100 })
  @ValidateIf(told)
  @OneLine(1, 100)
  firstName?: string;

  /** Family name. */
  @ApiProperty({ required: false, example: 'Fauchelevent', minLength: 1, maxLength: 100 })
  @ValidateIf(told)
  @OneLine(1, 100)
  lastName?: string;

  /** Date of birth. */
  @ApiProperty({ required: false, format: 'date', example: '2004-02-29' })
  @ValidateIf(told)
  @IsDay()
  birthDate?: string;

  /** Number of the driving licence. */
  @ApiProperty({ required: false, nullable: true, example: '22AB12345', maxLength: 30 })
  @Typed((text) => text.trim().toUpperCase())
  @IsOptional()
  @IsString()
  @Matches(LICENCE_NUMBER, LICENCE_NUMBER_RULE)
  licenceNumber?: string | null;

  /** When the licence was obtained. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '2022-05-10' })
  @IsOptional()
  @IsDay()
  licenceDate?: string | null;

  /** What the driver is to the client. */
  @ApiProperty({ required: false, enum: DRIVER_RELATIONS, example: 'child' })
  @ValidateIf(told)
  @IsIn(DRIVER_RELATIONS)
  relation?: DriverRelation;
}

/** A driver of a client. */
export class DriverDto {
  /** Id of the driver. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** Given name. */
  @ApiProperty({ example: 'Cosette' })
  firstName!: string;

  /** Family name. */
  @ApiProperty({ example: 'Fauchelevent' })
  lastName!: string;

  /** Date of birth. */
  @ApiProperty({ format: 'date', example: '2004-02-29' })
  birthDate!: string;

  /** Number of the driving licence, where it is known. */
  @ApiProperty({ required: false, example: '22AB12345' })
  licenceNumber?: string;

  /** When the licence was obtained; missing: not yet, or not known. */
  @ApiProperty({ required: false, format: 'date', example: '2022-05-10' })
  licenceDate?: string;

  /** What the driver is to the client. */
  @ApiProperty({ enum: DRIVER_RELATIONS, example: 'child' })
  relation!: DriverRelation;

  /** Raised by each change: to be sent along with the next one. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  /** When the driver was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;
}

/** The drivers of a client. */
export class DriversDto {
  /** All of them, by name. */
  @ApiProperty({ type: [DriverDto] })
  items!: DriverDto[];
}

/** The ids in the path of a driver. */
export class DriverParamsDto extends IdParamDto {
  /** Id of the driver. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  @IsUUID()
  driverId!: string;
}
