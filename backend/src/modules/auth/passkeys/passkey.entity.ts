import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A passkey: the public half of a key on somebody's device. */
@Entity('passkeys')
export class Passkey {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** As the browser names it: base64url. */
  @Column('text', { name: 'credential_id' })
  credentialId!: string;

  /** COSE. */
  @Column('bytea', { name: 'public_key' })
  publicKey!: Buffer;

  /** The authenticator's own count of signatures; 0 where it keeps none. */
  @Column('bigint')
  counter!: string;

  @Column('text', { array: true })
  transports!: string[];

  /** The host for which it was made. */
  @Column('text', { name: 'rp_id' })
  rpId!: string;

  /** Whether its device keeps a copy elsewhere. */
  @Column('boolean', { name: 'backed_up' })
  backedUp!: boolean;

  @Column('text')
  label!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}

/** What a passkey has to sign, once. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  /** SHA-256 of what the asker has: a token in a cookie, or a session. */
  @PrimaryColumn('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('text')
  challenge!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
