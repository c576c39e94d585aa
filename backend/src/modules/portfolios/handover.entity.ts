import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Account } from '../auth/auth.public.js';

/** While it is in force one employee sees another one's portfolio beside the own. */
@Entity('handovers')
export class Handover {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  /** Whose portfolio it is. */
  @Column('uuid', { name: 'from_account_id' })
  fromAccountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'from_account_id' })
  from?: Account;

  /** Who stands in. */
  @Column('uuid', { name: 'to_account_id' })
  toAccountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'to_account_id' })
  to?: Account;

  /** First day in France, `YYYY-MM-DD`. */
  @Column('date', { name: 'from_day' })
  fromDay!: string;

  /** Last day; `null`: until somebody ends it. */
  @Column('date', { name: 'until_day', nullable: true })
  untilDay!: string | null;

  @Column('text')
  reason!: string;

  /** Raised by each change. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
