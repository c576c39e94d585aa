import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a session ended before its time. */
export type SessionEndReason = 'logout' | 'reuse' | 'revoked';

/** One login, from the password to the logout. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: SessionEndReason | null;

  /** When its holder last showed the password after the login. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  /** When its holder last showed the second factor, at the login or after it. */
  @Column('timestamptz', { name: 'factor_confirmed_at', nullable: true })
  factorConfirmedAt!: Date | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column('inet', { nullable: true })
  address!: string | null;
}

/** One refresh token of a session. A used one is kept, so that its second use is noticed. */
@Entity('refresh_tokens')
export class RefreshToken {
  /** SHA-256 of the token. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
