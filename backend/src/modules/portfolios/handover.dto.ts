import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsOptional, IsUUID, Matches, Min, ValidateIf } from 'class-validator';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { OneLine } from '../../http/typed-text.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Left out: unchanged. `null` would mean to remove, which these cannot be. */
const whenGiven = (_: object, value: unknown): boolean => value !== undefined;

/** A colleague. */
export class ColleagueDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  id!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin' })
  name!: string;
}

/** Work that is handed over: while it is in force the stand-in sees the colleague's portfolio beside the own. */
export class HandoverDto {
  /** Id of the handover. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  /** Whose portfolio it is. */
  @ApiProperty({ type: ColleagueDto })
  from!: ColleagueDto;

  /** Who stands in. */
  @ApiProperty({ type: ColleagueDto })
  to!: ColleagueDto;

  /** First day, in France. */
  @ApiProperty({ format: 'date', example: '2026-12-21' })
  fromDay!: string;

  /** Last day; missing: until somebody ends it. */
  @ApiProperty({ required: false, format: 'date', example: '2027-01-03' })
  untilDay?: string;

  /** Why, in a few words. */
  @ApiProperty({ example: 'Congés' })
  reason!: string;

  /** Whether it is in force today. */
  @ApiProperty({ type: 'boolean', example: true })
  inForce!: boolean;

  /** Raised by each change: to be sent along with the next one. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  /** When it was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;
}

/** Which handovers are wanted. */
export class HandoverQueryDto extends PlainPageQueryDto {
  /** Only those in which this account hands over or stands in. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  accountId?: string;
}

/** A page of handovers: those that are not over first, then by their first day, the latest first. */
export class HandoverPageDto {
  /** The handovers of this page. */
  @ApiProperty({ type: [HandoverDto] })
  items!: HandoverDto[];

  /** Handovers that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}

/** Work to be handed over. */
export class CreateHandoverDto {
  /** Whose portfolio it is: an employee or administrator, also one whose account is closed. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  @IsUUID()
  fromAccountId!: string;

  /** Who stands in. */
  @ApiProperty({ format: 'uuid', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  @IsUUID()
  toAccountId!: string;

  /** First day, in France. */
  @ApiProperty({ format: 'date', example: '2026-12-21' })
  @Matches(DAY, { message: 'fromDay must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  fromDay!: string;

  /** Last day; left out: until somebody ends it. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '2027-01-03' })
  @IsOptional()
  @Matches(DAY, { message: 'untilDay must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  untilDay?: string | null;

  /** Why, in a few words. */
  @ApiProperty({ example: 'Congés', minLength: 1, maxLength: 200 })
  @OneLine(1, 200)
  reason!: string;
}

/** A change of a handover: what is missing stays, `null` takes the last day away. */
export class UpdateHandoverDto {
  /** The version that was read: a newer one refuses the change. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** First day, in France. */
  @ApiProperty({ required: false, format: 'date', example: '2026-12-21' })
  @ValidateIf(whenGiven)
  @Matches(DAY, { message: 'fromDay must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  fromDay?: string;

  /** Last day. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '2027-01-03' })
  @IsOptional()
  @Matches(DAY, { message: 'untilDay must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  untilDay?: string | null;

  /** Why, in a few words. */
  @ApiProperty({ required: false, example: 'Congés', minLength: 1, maxLength: 200 })
  @ValidateIf(whenGiven)
  @OneLine(1, 200)
  reason?: string;
}
