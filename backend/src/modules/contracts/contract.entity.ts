import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractStatus } from './contract-lifecycle.js';

/** How much an insurance policy covers. */
export const FORMULAS = ['third-party', 'third-party-plus', 'comprehensive'] as const;
export type Formula = (typeof FORMULAS)[number];

/** What may be covered beside the formula. */
export const CONTRACT_OPTIONS = [
  'glass',
  'theft-fire',
  'assistance-0km',
  'replacement-car',
  'driver-protection',
  'legal-protection',
  'personal-belongings',
] as const;
export type ContractOption = (typeof CONTRACT_OPTIONS)[number];

/** Whether a version of the terms covers, or only binds the vehicle to its contract. */
export const COVERS = ['covered', 'suspended'] as const;
export type Cover = (typeof COVERS)[number];

/** How a contract ends, once that is decided. */
export type ContractEnding = Extract<ContractStatus, 'terminated' | 'expired' | 'renewed'>;

/** PostgreSQL gives decimals as texts. */
export const decimal = {
  to: (value: number | null): number | null => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};

/**
 * An insurance policy for one vehicle. Its terms and its period repeat those of its newest version: the database sees
 * to it, and refuses to change them here (ADR 14).
 */
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

  @Column('text', { array: true, default: () => "'{}'" })
  options!: ContractOption[];

  /** What the insured pays of a claim, euro cents. */
  @Column('integer', { name: 'deductible_cents', nullable: true })
  deductibleCents!: number | null;

  /** Coefficient de réduction-majoration. */
  @Column('numeric', { name: 'bonus_malus', nullable: true, transformer: decimal })
  bonusMalus!: number | null;

  /** Where it stands; moved on by changes, and each hour by the day. */
  @Column('text')
  status!: ContractStatus;

  /** Whether the newest version covers. */
  @Column({ type: 'text', insert: false, update: false })
  cover!: Cover;

  /** First day of the newest version, `YYYY-MM-DD`. */
  @Column({ type: 'date', name: 'changed_on', insert: false, update: false })
  changedOn!: string;

  /** How it ends on `endsOn`, once that is decided. */
  @Column('text', { nullable: true })
  ending!: ContractEnding | null;

  /** The contract that this one follows. */
  @Column('uuid', { name: 'renewal_of', nullable: true })
  renewalOf!: string | null;

  /** First day of cover, `YYYY-MM-DD`. */
  @Column('date', { name: 'starts_on' })
  startsOn!: string;

  /** First day without cover; `null`: until it is ended. */
  @Column('date', { name: 'ends_on', nullable: true })
  endsOn!: string | null;

  /** Yearly premium in euro cents. */
  @Column('integer', { name: 'premium_cents' })
  premiumCents!: number;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
