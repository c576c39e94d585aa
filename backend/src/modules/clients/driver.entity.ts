import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a named driver is to the client. */
export const DRIVER_RELATIONS = [
  'spouse',
  'child',
  'parent',
  'sibling',
  'employee',
  'other',
] as const;
export type DriverRelation = (typeof DRIVER_RELATIONS)[number];

/** Somebody beside the client who drives the client's cars. */
@Entity('client_drivers')
export class Driver {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column({ type: 'uuid', name: 'client_id', update: false })
  clientId!: string;

  @Column('text', { name: 'first_name' })
  firstName!: string;

  @Column('text', { name: 'last_name' })
  lastName!: string;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'birth_date' })
  birthDate!: string;

  @Column('text', { name: 'licence_number', nullable: true })
  licenceNumber!: string | null;

  /** `YYYY-MM-DD`; a learner has none yet. */
  @Column('date', { name: 'licence_date', nullable: true })
  licenceDate!: string | null;

  @Column('text')
  relation!: DriverRelation;

  /** Raised by each change. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
