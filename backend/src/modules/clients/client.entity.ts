import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An insured person. */
@Entity('clients')
export class Client {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('text', { name: 'first_name' })
  firstName!: string;

  @Column('text', { name: 'last_name' })
  lastName!: string;

  @Column('text')
  email!: string;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  /** Names and e-mail without accents and case; the database writes it. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  search?: string;
}
