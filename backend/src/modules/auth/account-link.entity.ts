import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a mailed link lets its holder do. */
export type LinkPurpose = 'invitation' | 'password-reset';

/** A link that was mailed and works once. */
@Entity('account_links')
export class AccountLink {
  /** SHA-256 of the token. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  purpose!: LinkPurpose;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
