import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The second factor that an account's holder has set up. */
@Entity('second_factors')
export class SecondFactor {
  @PrimaryColumn('uuid', { name: 'account_id' })
  accountId!: string;

  /** Secret of the authenticator app, encrypted. */
  @Column('bytea', { name: 'totp_secret', nullable: true })
  totpSecret!: Buffer | null;

  @Column('timestamptz', { name: 'totp_confirmed_at', nullable: true })
  totpConfirmedAt!: Date | null;

  /** The newest time step whose code was used. */
  @Column('bigint', { name: 'totp_last_step', nullable: true })
  totpLastStep!: string | null;

  /** Secret of an app that was not confirmed yet, encrypted. */
  @Column('bytea', { name: 'totp_pending', nullable: true })
  totpPending!: Buffer | null;

  @Column('timestamptz', { name: 'totp_pending_at', nullable: true })
  totpPendingAt!: Date | null;

  /** Whether a code by e-mail counts. */
  @Column('boolean', { name: 'email_codes', default: false })
  emailCodes!: boolean;
}

/** One of the codes for the day on which phone and mailbox are out of reach. */
@Entity('recovery_codes')
export class RecoveryCode {
  @PrimaryColumn('bytea', { name: 'code_hash' })
  codeHash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** Of the sheet; `null`: the code is from before codes were hashed slowly. */
  @Column('bytea', { nullable: true })
  salt!: Buffer | null;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** A login whose password was right, or a session: its second factor is awaited. */
@Entity('login_challenges')
export class LoginChallenge {
  /** SHA-256 of the token in the pending cookie, or of what stands for the session. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** Of a session whose holder shows the second factor again; `null`: of a login. */
  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  /** Codes that were tried. */
  @Column('smallint', { default: 0 })
  tries!: number;

  @Column('bytea', { name: 'email_code_hash', nullable: true })
  emailCodeHash!: Buffer | null;

  @Column('timestamptz', { name: 'email_sent_at', nullable: true })
  emailSentAt!: Date | null;
}

/** A browser that need not show the second factor for a while. */
@Entity('remembered_devices')
export class RememberedDevice {
  /** SHA-256 of the token in the device cookie. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
