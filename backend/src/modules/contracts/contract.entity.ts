import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How much an insurance policy covers. */
export const FORMULAS = ['third-party', 'third-party-plus', 'comprehensive'] as const;
export type Formula = (typeof FORMULAS)[number];

/** Where an insurance policy stands. `active` and `suspended` ones of one vehicle never overlap. */
export const CONTRACT_STATUSES = ['quote', 'active', 'suspended', 'terminated', 'expired'] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

/** An insurance policy for one vehicle. */
@Entity('contracts')
export class Contract {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  /** What people call it by, e.g. `NC-2026-000123`. */
  @Column('text')
  number!: string;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  @Column('uuid', { name: 'vehicle_id' })
  vehicleId!: string;

  @Column('text')
  formula!: Formula;

  @Column('text')
  status!: ContractStatus;

  /** First day of cover, `YYYY-MM-DD`. */
  @Column('date', { name: 'starts_on' })
  startsOn!: string;

  /** First day without cover; `null`: until it is ended. */
  @Column('date', { name: 'ends_on', nullable: true })
  endsOn!: string | null;

  /** Yearly premium in euro cents. */
  @Column('integer', { name: 'premium_cents' })
  premiumCents!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
