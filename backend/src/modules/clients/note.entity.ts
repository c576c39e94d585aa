import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../auth/auth.public.js';

/** What an employee noted about a client. Notes are added and removed, never changed. */
@Entity('client_notes')
export class Note {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  /** `null`: the account is gone. */
  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @ManyToOne(() => Account, { nullable: true })
  @JoinColumn({ name: 'author_id' })
  author?: Relation<Account> | null;

  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
