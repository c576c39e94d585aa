import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ROLES } from '../auth/auth.public.js';
import { AUDITED_KINDS, type AuditedKind, OUTSIDER_ROLES } from './audit-entry.js';

/** Everybody who can stand in an entry. */
export const ACTOR_ROLES = [...ROLES, ...OUTSIDER_ROLES] as const;

/** Which entries of the audit trail are wanted. */
export class AuditQueryDto {
  /** Id of the account or device that acted. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  actor?: string;

  /** What was done. */
  @ApiProperty({ required: false, example: 'create', maxLength: 64 })
  @IsOptional()
  @IsString()
  @Matches(/^[a-z-]{1,64}$/, { message: 'verb has small letters and hyphens only' })
  verb?: string;

  /** What it was done to. */
  @ApiProperty({ required: false, enum: AUDITED_KINDS })
  @IsOptional()
  @IsIn(AUDITED_KINDS)
  kind?: AuditedKind;

  /** Id of the object. */
  @ApiProperty({ required: false, maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  objectId?: string;

  /** Id of the client whose data it is. */
  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  clientId?: string;

  /** Begin of the period, ISO 8601, inclusive. A day alone is its begin, UTC. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T00:00:00Z' })
  @IsOptional()
  @IsISO8601()
  from?: string;

  /** End of the period, ISO 8601, exclusive. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-26T00:00:00Z' })
  @IsOptional()
  @IsISO8601()
  to?: string;

  /** Only entries before the one with this number: `next` of the page before. */
  @ApiProperty({ type: 'integer', required: false, minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;

  /** Most entries of the answer. */
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 100, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize: number = 50;
}

/** Who did it. */
export class AuditActorDto {
  /** As what: an account's role, or `system`, `visitor` (not logged in), `device`. */
  @ApiProperty({ enum: ACTOR_ROLES, example: 'employee' })
  role!: string;

  /** Id of the account or device, where there is one. */
  @ApiProperty({ required: false, format: 'uuid' })
  id?: string;

  /** The name at that time; missing when it was erased. */
  @ApiProperty({ required: false, example: 'Hugo Petit' })
  name?: string;

  /** The login that it was done with. */
  @ApiProperty({ required: false, format: 'uuid' })
  sessionId?: string;
}

/** An entry of the audit trail. */
export class AuditEntryDto {
  /** Its place in the trail, from 1 without gaps. */
  @ApiProperty({ type: 'integer', example: 1042 })
  seq!: number;

  /** When it was done. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  at!: string;

  /** Who did it. */
  @ApiProperty({ type: AuditActorDto })
  actor!: AuditActorDto;

  /** From which network address; missing when it is not known or was erased. */
  @ApiProperty({ required: false, example: '192.0.2.17' })
  address?: string;

  /** The request that did it: the log has more about it under this id. */
  @ApiProperty({ required: false, example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  requestId?: string;

  /** What was done. */
  @ApiProperty({ example: 'create' })
  verb!: string;

  /** What it was done to. */
  @ApiProperty({ enum: AUDITED_KINDS, example: 'client' })
  kind!: string;

  /** Id of the object. */
  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  objectId!: string;

  /** Id of the client whose data it is, where it is a client's. */
  @ApiProperty({ required: false, format: 'uuid' })
  clientId?: string;

  /** The fields that changed, as they were. */
  @ApiProperty({ selfRequired: false, type: 'object', additionalProperties: true })
  before?: Record<string, unknown>;

  /** The fields that changed, as they became. */
  @ApiProperty({ selfRequired: false, type: 'object', additionalProperties: true })
  after?: Record<string, unknown>;

  /** When its personal values (name, address, before, after) were erased by law. */
  @ApiProperty({ required: false, format: 'date-time' })
  erasedAt?: string;
}

/** Entries, newest first. */
export class AuditPageDto {
  /** The entries. */
  @ApiProperty({ type: [AuditEntryDto] })
  items!: AuditEntryDto[];

  /** Value of `before` for the entries that follow; missing: there are none. */
  @ApiProperty({ type: 'integer', required: false, example: 993 })
  next?: number;
}
