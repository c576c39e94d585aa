import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { IdParamDto } from '../../http/id-param.dto.js';
import { deviceName, type LiveSession } from '../auth/auth.public.js';

/** A session of an account, in a path. */
export class AccountSessionParamDto extends IdParamDto {
  /** Id of the session. */
  @ApiProperty({ format: 'uuid', example: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed' })
  @IsUUID()
  sessionId!: string;
}

/** A session that goes on. */
export class AccountSessionDto {
  /** Id of the session. */
  @ApiProperty({ format: 'uuid', example: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed' })
  id!: string;

  /** When it was opened. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When it was last used, give or take 15 minutes. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  lastSeenAt!: string;

  /** When it ends by itself. */
  @ApiProperty({ format: 'date-time', example: '2026-12-24T10:00:00.000Z' })
  expiresAt!: string;

  /** Browser and system, as far as they tell. */
  @ApiProperty({ required: false, example: 'Firefox, Linux' })
  device?: string;

  /** Address from which it was opened. */
  @ApiProperty({ required: false, example: '192.0.2.1' })
  address?: string;

  /** Whether it is the one that asks. */
  @ApiProperty({ type: 'boolean', example: true })
  current!: boolean;
}

/** The sessions of an account. */
export class AccountSessionsDto {
  /** The last used first. */
  @ApiProperty({ type: [AccountSessionDto] })
  items!: AccountSessionDto[];
}

/** The sessions as they are answered to somebody in one of them, perhaps. */
export function accountSessionsDto(
  sessions: readonly LiveSession[],
  currentId: string,
): AccountSessionsDto {
  return { items: sessions.map((session) => sessionDto(session, currentId)) };
}

function sessionDto(session: LiveSession, currentId: string): AccountSessionDto {
  const { id, createdAt, lastSeenAt, expiresAt, userAgent, address } = session;
  const device = deviceName(userAgent);
  return {
    id,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(device !== undefined && { device }),
    ...(address !== null && { address }),
    current: id === currentId,
  };
}
